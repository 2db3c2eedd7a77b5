import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import type { Procore } from '../../src/ports/procore.ts';
import { fail, ok } from '../../src/shared/result.ts';
import { createCalls } from './calls.ts';
import { commitmentLink, invoiceLink } from './deep-link.ts';
import { exactInteger } from './exact-json.ts';
import { createRateGate } from './rate-gate.ts';
import { readAll, readOne } from './reading.ts';
import { requisitionCalls } from './requisitions.ts';
import { ChangedWire, ProjectWire, SubcontractWire, subcontractFrom, VendorWire } from './schema.ts';
import { stampSubcontract } from './stamp.ts';
import { createTokenSource, type Credentials } from './token.ts';

export interface ProcoreOptions extends Credentials {
  /** Digits. Goes with every call as `Procore-Company-Id`. */
  readonly companyId: string;
  /** Such as `https://api.procore.com`. */
  readonly apiUrl: string;
  /** Where people open records, such as `https://app.procore.com`. */
  readonly webUrl: string;
  readonly clock: Clock;
  /** A call that has no answer after that long is given up. */
  readonly callDeadlineMs: number;
  /** Up to that long a call waits for the rate limit by itself; 11,000 unless told: the short window in full seconds. */
  readonly longestRateWaitMs?: number;
  /** Items asked for on a page; 1,000 unless told. Procore advises at most 2,000. */
  readonly perPage?: number;
}

/** Procore's REST API with a service account (client credentials). One instance per company: it keeps the rate limit. */
export function httpProcore(options: ProcoreOptions): Procore {
  const { clock, companyId, callDeadlineMs } = options;
  const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
  const credentials = { ...options, loginUrl: withoutSlash(options.loginUrl) };
  const makeCall = createCalls({
    apiUrl: withoutSlash(options.apiUrl),
    companyId,
    tokens: createTokenSource(credentials, clock, callDeadlineMs),
    gate: createRateGate(),
    clock,
    callDeadlineMs,
    longestRateWaitMs: options.longestRateWaitMs ?? 11_000,
  });
  const paged = ['per_page', String(options.perPage ?? 1_000)] as const;

  const invoices = requisitionCalls(makeCall, paged, (since) => changedRange(since, clock.now()));

  const subcontract: Procore['subcontract'] = async (project, id) => {
    const path = `/rest/v1.0/work_order_contracts/${encodeURIComponent(id)}`;
    const read = await readOne(makeCall, { method: 'GET', path, query: [['project_id', project]] }, SubcontractWire);
    if (!read.ok) return read;
    return read.value.deleted_at == null ? ok(subcontractFrom(read.value, project)) : fail({ kind: 'not_found' });
  };

  return {
    companyId,

    projects() {
      const query = [['company_id', companyId], ['filters[by_status]', 'Active'], paged] as const;
      return readAll(makeCall, { method: 'GET', path: '/rest/v1.0/projects', query }, z.array(ProjectWire));
    },

    project(id) {
      const path = `/rest/v1.0/projects/${encodeURIComponent(id)}`;
      return readOne(makeCall, { method: 'GET', path, query: [['company_id', companyId]] }, ProjectWire);
    },

    vendor(id) {
      const path = `/rest/v1.0/vendors/${encodeURIComponent(id)}`;
      return readOne(makeCall, { method: 'GET', path, query: [['company_id', companyId]] }, VendorWire);
    },

    subcontractsChangedSince(project, since) {
      const changed = since === undefined ? [] : [['filters[updated_at]', changedRange(since, clock.now())] as const];
      const query = [['project_id', project], ...changed, ['filters[include_deleted]', 'with'], paged] as const;
      return readAll(makeCall, { method: 'GET', path: '/rest/v1.0/work_order_contracts', query }, z.array(ChangedWire));
    },

    subcontract,

    requisitionsChangedSince: invoices.requisitionsChangedSince,
    requisition: invoices.requisition,
    requisitionsOf: invoices.requisitionsOf,
    requisitionEdits: invoices.requisitionEdits,

    stamp: (stamp) =>
      stamp.kind === 'invoice' ? invoices.stamp(stamp) : stampSubcontract(makeCall, subcontract, stamp),

    async reopen(kind, project, id) {
      if (kind === 'invoice') return invoices.setStatus(project, id, 'under_review');
      const path = `/rest/v1.0/work_order_contracts/${encodeURIComponent(id)}`;
      const body = { project_id: exactInteger(project), work_order_contract: { status: 'Draft' } };
      const answer = await makeCall({ method: 'PATCH', path, body });
      return answer.ok ? ok() : answer;
    },

    link: (_kind, project, id) => commitmentLink(withoutSlash(options.webUrl), companyId, project, id),
    invoiceLink: (project, commitment, id) => invoiceLink(withoutSlash(options.webUrl), project, commitment, id),
  };
}

/**
 * A range of Procore's list filters. It begins at the full second, because the documented moments have no fraction,
 * and ends a day ahead, because Procore's clock may be ahead of ours.
 */
function changedRange(since: number, now: number): string {
  const dayMs = 86_400_000;
  return `${isoSecond(since)}...${isoSecond(now + dayMs)}`;
}

function isoSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
