import { z } from 'zod';
import type { DiscardedEvent, Procore, ProcoreFailure } from '../../src/ports/procore.ts';
import { ok, type Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { readOne } from './reading.ts';
import { Id } from './values.ts';
import { webhooksPath } from './webhook-route.ts';
import { readDelivery } from './webhook-payload.ts';

// Source: Procore REST reference, "Webhooks Hooks" and "Webhooks Deliveries", v1.0.

const hooksPath = '/rest/v1.0/webhooks/hooks';
const Hooks = z.array(z.object({ id: Id, destination_url: z.string() }));
const Deliveries = z.array(z.object({ event_id: Id.nullish(), event: z.looseObject({ id: z.unknown() }) }));

const pageSize = 100;
/** A list that is longer is not read to its end: the polls find what it is about. */
const mostPages = 20;

/** Reads what Procore gave up delivering to the bot, oldest first as Procore lists it. */
export function discardedReader(makeCall: MakeCall, companyId: string): Procore['discardedEvents'] {
  const company = ['company_id', companyId] as const;

  async function discardedOf(hook: string): Promise<Result<readonly DiscardedEvent[], ProcoreFailure>> {
    const found: DiscardedEvent[] = [];
    let start: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const query = [
        company,
        ['filters[status]', 'discarded'] as const,
        ['page_size', String(pageSize)] as const,
        ...(start === undefined ? [] : [['page_start', start] as const]),
      ];
      const read = await readOne(
        makeCall,
        { method: 'GET', path: `${hooksPath}/${hook}/deliveries`, query },
        Deliveries,
      );
      if (!read.ok) return read;
      found.push(...read.value.flatMap(({ event }) => eventOf(event, companyId)));
      const last = read.value.at(-1);
      const next = last?.event_id ?? Id.safeParse(last?.event.id).data;
      if (read.value.length < pageSize || next === undefined || next === start) break;
      start = next;
    }
    return ok(found);
  }

  return async () => {
    const hooks = await readOne(makeCall, { method: 'GET', path: hooksPath, query: [company] }, Hooks);
    if (!hooks.ok) return hooks;
    const events: DiscardedEvent[] = [];
    for (const { id, destination_url: url } of hooks.value) {
      if (!url.replace(/[?#].*$/, '').endsWith(webhooksPath)) continue;
      const read = await discardedOf(id);
      if (!read.ok) return read;
      events.push(...read.value);
    }
    return ok(events.sort((a, b) => a.at - b.at));
  };
}

/** Only events that name a record of ours: whatever else there is, the polls find. */
function eventOf(payload: unknown, companyId: string): readonly DiscardedEvent[] {
  const reading = readDelivery(payload);
  if (reading.kind !== 'hint' || reading.hint.companyId !== companyId) return [];
  const { deliveryId: delivery, kind, projectId: project, recordId: record, userId: user, at } = reading.hint;
  return record === undefined ? [] : [{ delivery, kind, project, record, user, at }];
}
