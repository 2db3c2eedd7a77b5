import { z } from 'zod';
import { instant } from '../../src/shared/dates.ts';
import {
  procoreUserId,
  projectId,
  recordId,
  type ProjectId,
  type ProcoreUserId,
  type RecordId,
} from '../../src/shared/ids.ts';
import type { Instant } from '../../src/shared/dates.ts';
import type { Kind } from '../../src/shared/kinds.ts';
import { Id, Moment, TextOrNothing } from './values.ts';
import { webhookResources } from './webhook-resources.ts';

/** What a delivery tells: something may have changed there. Never more: the record is read again before anything is done. */
export interface Hint {
  /** The same for every delivery of one event. */
  readonly deliveryId: string;
  readonly companyId: string;
  readonly projectId: ProjectId;
  readonly kind: Kind;
  /** Absent when the event names only a part of a record: then the whole project is to be looked at. */
  readonly recordId?: RecordId;
  readonly userId?: ProcoreUserId;
  readonly at: Instant;
  readonly event: HintEvent;
}

export type HintEvent = 'create' | 'update' | 'delete' | 'unknown';

/** Payload v2.0, and v3.0 which adds `related_resources`. */
const NumberedEvent = z.object({
  id: Id,
  ulid: TextOrNothing,
  timestamp: Moment,
  company_id: Id,
  project_id: Id.nullish(),
  user_id: Id.nullish(),
  event_type: z.string(),
  resource_name: z.string(),
  resource_id: Id,
  related_resources: z.array(z.object({ id: Id, name: z.string() })).nullish(),
});

/** Payload v4.0: every id is text, the event is called `reason` and may be more than create, update and delete. */
const TextEvent = z.object({
  id: z.string().min(1),
  timestamp: Moment,
  company_id: Id,
  project_id: Id.nullish(),
  user_id: Id.nullish(),
  reason: z.string(),
  resource_type: z.string(),
  resource_id: z.string().min(1),
});

const Delivery = z.union([
  NumberedEvent.transform((event) => ({ ...event, deliveryId: event.ulid ?? event.id })),
  TextEvent.transform((event) => ({
    ...event,
    deliveryId: event.id,
    event_type: event.reason,
    resource_name: event.resource_type,
    related_resources: undefined,
  })),
]);

export type Reading =
  { readonly kind: 'hint'; readonly hint: Hint } | { readonly kind: 'not_ours' } | { readonly kind: 'unreadable' };

/**
 * Reads a delivery in payload v2.0, v3.0 or v4.0. An event of a line carries the line's id: the contract is known only
 * where v3.0 relates it, otherwise the hint is for the whole project.
 */
export function readDelivery(payload: unknown): Reading {
  const parsed = Delivery.safeParse(payload);
  if (!parsed.success) return { kind: 'unreadable' };

  const event = parsed.data;
  const resource = webhookResources.find(({ name }) => name === event.resource_name);
  if (resource === undefined) return { kind: 'not_ours' };
  if (event.project_id == null) return { kind: 'unreadable' };
  const { partOf, foreignId } = resource;
  const parent = event.related_resources?.find(({ name }) => name === partOf);
  const own = foreignId === true ? undefined : event.resource_id;
  const record = partOf === undefined ? own : parent?.id;

  return {
    kind: 'hint',
    hint: {
      deliveryId: event.deliveryId,
      companyId: event.company_id,
      projectId: projectId(event.project_id),
      kind: resource.kind,
      ...(record === undefined ? {} : { recordId: recordId(record) }),
      ...(event.user_id == null ? {} : { userId: procoreUserId(event.user_id) }),
      at: instant(event.timestamp),
      // a line that goes or comes is a change of its contract
      event: partOf === undefined ? hintEvent(event.event_type) : 'update',
    },
  };
}

function hintEvent(text: string): HintEvent {
  const known = ['create', 'update', 'delete'] as const;
  return known.find((event) => event === text.toLowerCase()) ?? 'unknown';
}
