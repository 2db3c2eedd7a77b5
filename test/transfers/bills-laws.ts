import { expect } from 'vitest';
import { chainFault } from '../../src/shared/chain.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { ProcoreRequisition } from '../../src/ports/requisition.ts';
import { copiesOf } from '../../src/chat/copies.ts';
import { memoryKey } from '../../src/transfers/keys.ts';
import type { Transfer } from '../../src/transfers/transfer.ts';
import { isOpen } from '../../src/transfers/transitions.ts';
import { company } from '../builders.ts';
import { isInvoice, withBills } from '../fakes/billed-books.ts';
import { ledgerOf } from '../fakes/reading.ts';
import { billed, invoiceId, type BillsPlay } from './bills-model.ts';

/** What is wrong with an invoice that leaves at this moment, by the sheets of people alone. */
export function sentWrongly(play: BillsPlay, document: JsonObject): readonly string[] {
  const { books } = play.sage;
  const number = String(document['number']);
  const contract = billed.find((one) => number.startsWith(`${one.number}-`));
  const ordinal = Number(number.slice(-2));
  const bill = contract === undefined ? undefined : play.procore.requisitions.get(invoiceId(contract.id, ordinal));
  if (contract === undefined || bill === undefined) return [`${number} is no bill`];
  const errors: string[] = [];
  const standing = books.records.find((one) => !isInvoice(one) && !one.voided && one.number === contract.number);
  if (standing === undefined) errors.push(`${number} left without its commitment`);
  if (books.byNumber(number).some(({ voided }) => !voided)) errors.push(`${number} left a second time`);
  for (let earlier = 1; earlier < ordinal; earlier += 1) {
    const before = play.procore.requisitions.get(invoiceId(contract.id, earlier));
    const inSage = books.byNumber(numberOf(contract, earlier)).some(({ voided }) => !voided);
    if (before !== undefined && grossOf(before) !== 0 && !inSage) errors.push(`${number} left before ${earlier}`);
  }

  const lines = document['lines'] as readonly JsonObject[];
  for (const { line, toDate = 0, before = 0 } of bill.items) {
    const said = lines.filter(({ lineRef }) => lineRef === line).reduce((sum, one) => sum + Number(one['cents']), 0);
    if (said !== toDate - before)
      errors.push(`${number} bills ${said} on ${String(line)}, the sheet ${toDate - before}`);
  }
  const last = play.procore.requisitions.get(invoiceId(contract.id, ordinal - 1));
  const held = heldNow(bill) - (last === undefined ? 0 : heldNow(last));
  if (document['retainageCents'] !== held)
    errors.push(`${number} holds ${String(document['retainageCents'])}, the sheet ${held}`);
  const billedBefore = bill.items.reduce((sum, { before = 0 }) => sum + before, 0);
  const inBooks = standing === undefined ? 0 : standOf(play, contract.number).billed;
  if (billedBefore !== inBooks) errors.push(`${number} left on books that say ${inBooks}, the sheet ${billedBefore}`);
  return errors;
}

function heldNow({ summary }: ProcoreRequisition): number {
  return summary.totalRetainage ?? NaN;
}

function grossOf({ items }: ProcoreRequisition): number {
  return items.reduce((sum, { toDate = 0, before = 0 }) => sum + Math.abs(toDate - before), 0);
}

export function numberOf({ number }: { readonly number: string }, ordinal: number): string {
  return `${number}-${String(ordinal).padStart(2, '0')}`;
}

/** Billed and held on a subcontract, as the books say. */
export function standOf(
  { sage: { books } }: BillsPlay,
  number: string,
): { readonly billed: number; readonly held: number } {
  const record = books.records.find((one) => !isInvoice(one) && !one.voided && one.number === number);
  if (record === undefined) return { billed: 0, held: 0 };
  const { fields } = withBills(books, record);
  const lines = fields['lines'] as readonly JsonObject[];
  return {
    billed: lines.reduce((sum, line) => sum + Number(line['billedCents']), 0),
    held: Number(fields['retainageHeldCents']),
  };
}

async function roundsOf(
  { store }: BillsPlay,
  kind: 'subcontract' | 'invoice',
  record: string,
): Promise<readonly Transfer[]> {
  const key = memoryKey(company().id, kind, record as never);
  const page = await store.find({ index: 'transfers.record', key });
  return page.items.map((row) => row.value as unknown as Transfer);
}

const over: ReadonlySet<string> = new Set([
  'blocked',
  'synced',
  'sent_back',
  'superseded',
  'withdrawn',
  'held',
  'refused',
]);

/** What holds when all trouble is over, everything that could be approved was approved, and nothing is left to do. */
export async function billsHold(play: BillsPlay): Promise<void> {
  expect(play.errors).toEqual([]);
  const { books } = play.sage;
  const keys = books.creates.map(({ operationKey }) => operationKey);
  expect(new Set(keys).size, 'one create for a round').toBe(keys.length);
  const numbers = books.records.filter(({ voided }) => !voided).map(({ number }) => number);
  expect(new Set(numbers).size, 'one record under a number').toBe(numbers.length);
  expect(chainFault(await ledgerOf(play.store))).toBeUndefined();

  for (const contract of billed) {
    const bills = [...play.procore.requisitions.values()].filter(({ commitment }) => commitment === contract.id);
    const rounds = [
      ...(await roundsOf(play, 'subcontract', contract.id)),
      ...(await Promise.all(bills.map(({ id }) => roundsOf(play, 'invoice', id)))).flat(),
    ];
    for (const round of rounds) {
      expect(over, `a round was left ${round.state}`).toContain(round.state);
      if (round.state !== 'superseded') await showsWhatIsStored(play, round);
    }
    waitsForNothing(contract.number, bills, rounds);
    const synced = bills.filter(({ originId }) => originId !== undefined);
    const last = synced.sort((a, b) => a.number - b.number).at(-1);
    if (books.records.some(({ voided }) => voided)) continue;
    const toDate = last?.items.reduce((sum, item) => sum + (item.toDate ?? 0), 0) ?? 0;
    expect(standOf(play, contract.number), 'both books are equal').toEqual({
      billed: toDate,
      held: last === undefined ? 0 : heldNow(last),
    });
  }
}

async function showsWhatIsStored({ chat, store }: BillsPlay, round: Transfer): Promise<void> {
  const { id, state, revision } = round;
  const card = chat.messages.find((message) => message.card.metadata.transfer === id)?.card.metadata;
  // what ended before its card could be posted has no place, and nobody is told of it
  if (card === undefined && !isOpen(round) && (await copiesOf(store, id)).length === 0) return;
  expect(card, 'the card shows what is stored').toMatchObject({ state, revision });
}

/** What was approved first and is not in Sage waits for nothing that is in Sage already. */
function waitsForNothing(number: string, bills: readonly ProcoreRequisition[], rounds: readonly Transfer[]): void {
  const commitment = rounds.findLast(({ kind }) => kind === 'subcontract');
  const next = bills.filter(({ originId }) => originId === undefined).sort((a, b) => a.number - b.number)[0];
  const round = rounds.findLast(({ kind, record }) => kind === 'invoice' && record === next?.id);
  if (round?.state !== 'blocked') return;
  const codes = round.offer.checks.map(({ code }) => code);
  expect(codes, `the next bill of ${number}`).not.toContain('earlier_invoice');
  if (commitment?.state === 'synced') expect(codes).not.toContain('commitment_not_linked');
}
