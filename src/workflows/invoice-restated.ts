import type { JsonObject } from '../shared/json.ts';
import { ok } from '../shared/result.ts';
import { inTurns } from '../shared/steps.ts';
import type { RecordRef, Restated, Site } from '../transfers/flow.ts';
import { computeBilling, type BilledLine } from './invoice-arithmetic.ts';

/**
 * What an invoice bills and holds by Procore's figures of now. Its vendor is that of the subcontract, and so are the code,
 * the account and the place of each line: none of them is the invoice's to change.
 */
export async function restateInvoice(site: Site, ref: RecordRef, document: JsonObject): Promise<Restated> {
  const { procore } = site;
  const read = await procore.requisition(ref.project, ref.record);
  if (!read.ok) return read.failure.kind === 'not_found' ? { kind: 'gone' } : { kind: 'unread', failure: read.failure };
  const { previous: before, status } = read.value;
  const previous = before === undefined ? ok(undefined) : await procore.requisition(ref.project, before);
  if (!previous.ok) return { kind: 'unread', failure: previous.failure };
  const { billing } = await inTurns(site.turns, computeBilling(read.value, previous.value));
  return {
    kind: 'restated',
    status: { now: status, ready: site.company.settings.invoiceReadyStatuses },
    // figures that are missing say nothing about what was billed
    fields: billing === undefined ? {} : { retainageCents: billing.held, lines: billed(billing.lines, document) },
  };
}

/** Lines that bill something, and those that were posted though they bill nothing any more. */
function billed(lines: readonly BilledLine[], document: JsonObject): readonly JsonObject[] {
  const posted = new Set(
    (Array.isArray(document['lines']) ? (document['lines'] as readonly JsonObject[]) : []).map(
      ({ lineRef }) => lineRef,
    ),
  );
  return lines
    .map(({ line, item, gross }) => ({ lineRef: line ?? item, cents: gross }))
    .filter(({ lineRef, cents }) => cents !== 0 || posted.has(lineRef));
}
