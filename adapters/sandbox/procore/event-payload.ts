import type { Change } from './change.ts';
import type { Company } from './company.ts';
import type { PayloadVersion } from './hooks.ts';
import { idNumber, isoMoment, type WireObject } from './wire.ts';

/** One event, whichever payload it is told in; every delivery of it carries the same ids. */
export interface ProcoreEvent {
  readonly id: string;
  readonly ulid: string;
  readonly at: number;
  readonly change: Change;
}

export function eventPayload(version: PayloadVersion, event: ProcoreEvent, company: Company): WireObject {
  return version === 'v4.0' ? textPayload(event, company) : numberedPayload(version, event, company);
}

/** v2.0, and v3.0 with its related resources. */
function numberedPayload(version: 'v2' | 'v3', { id, ulid, at, change }: ProcoreEvent, company: Company): WireObject {
  const { doer, parent } = change;
  const user = idNumber(doer.userId);
  const project = change.project === undefined ? null : idNumber(change.project);
  const related = parent === undefined ? [] : [{ id: idNumber(parent.id), name: parent.name }];
  return {
    id: idNumber(id),
    ulid,
    timestamp: isoMoment(at),
    metadata: {
      source_user_id: user,
      source_project_id: project,
      source_operation_id: null,
      source_company_id: idNumber(company.id),
      source_application_id: doer.applicationId === undefined ? null : idNumber(doer.applicationId),
    },
    user_id: user,
    company_id: idNumber(company.id),
    project_id: project,
    api_version: `${version}.0`,
    event_type: change.event,
    resource_name: change.resource,
    resource_id: idNumber(change.id),
    ...(version === 'v3' ? { related_resources: related } : {}),
  };
}

/** v4.0: every id is text. */
function textPayload({ ulid, at, change }: ProcoreEvent, company: Company): WireObject {
  return {
    id: ulid,
    timestamp: isoMoment(at),
    reason: change.event,
    company_id: company.id,
    project_id: change.project ?? null,
    user_id: change.doer.userId,
    resource_type: change.resource,
    resource_id: change.id,
  };
}
