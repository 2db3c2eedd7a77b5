import { expect } from 'vitest';
import { chainFault } from '../../src/shared/chain.ts';
import { copiesOf } from '../../src/chat/copies.ts';
import { memoryKey } from '../../src/transfers/keys.ts';
import type { Transfer } from '../../src/transfers/transfer.ts';
import { isOpen } from '../../src/transfers/transitions.ts';
import { company } from '../builders.ts';
import { ledgerOf } from '../fakes/reading.ts';
import { commitmentOf, excuses, heldNow, inSage, linesOf, obstacles, paperOf, standing } from './expected.ts';
import type { Play } from './play.ts';
import { amountOf, byPlace, numberOf, placeOf, subjects, type Sheet, type Subject } from './sheets.ts';

/** What holds when all trouble is over, everything that could be approved was approved, and nothing is left to do. */
export async function holdsAtRest(play: Play): Promise<void> {
  expect(play.errors).toEqual([]);
  standsOnce(play);
  expect(chainFault(await ledgerOf(play.store))).toBeUndefined();
  for (const subject of subjects(play.sheets)) {
    const rounds = await roundsOf(play, subject);
    expect(rounds.filter(isOpen).length, `open rounds of ${numberOf(subject)}`).toBeLessThanOrEqual(1);
    for (const round of rounds) {
      expect(over, `a round of ${numberOf(subject)} was left ${round.state}`).toContain(round.state);
      if (round.state !== 'superseded') await showsWhatIsStored(play, round);
    }
    stands(play, subject, rounds.at(-1));
  }
  for (const sheet of play.sheets) isEqual(play, sheet);
}

/** One create for a round, and of what was approved one record at most that is not void. */
function standsOnce({ sage: { books } }: Play): void {
  const keys = books.creates.map(({ operationKey }) => operationKey);
  expect(new Set(keys).size, 'one create for a round').toBe(keys.length);
  const standing = books.creates.filter(({ recordKey }) =>
    books.records.some(({ key, voided }) => key === recordKey && !voided),
  );
  expect(new Set(standing.map(({ fingerprint }) => fingerprint)).size, 'one record of a fingerprint').toBe(
    standing.length,
  );
}

async function roundsOf({ store }: Play, { kind, id }: Subject): Promise<readonly Transfer[]> {
  const page = await store.find({ index: 'transfers.record', key: memoryKey(company().id, kind, id) });
  return page.items.map((row) => row.value as unknown as Transfer);
}

const over: ReadonlySet<string> = new Set([
  ...['blocked', 'synced', 'sent_back', 'superseded', 'withdrawn', 'held', 'refused', 'unlinked'],
]);

async function showsWhatIsStored({ world: { chat }, store }: Play, round: Transfer): Promise<void> {
  const { id, state, revision } = round;
  const card = chat.messages.findLast((message) => message.card.metadata.transfer === id)?.card.metadata;
  // what ended before its card could be posted has no place, and nobody is told of it
  if (card === undefined && !isOpen(round) && (await copiesOf(store, id)).length === 0) return;
  expect(card, 'the card shows what is stored').toMatchObject({ state, revision });
}

/** What nothing stands against is in Sage, unless a person sent it back. */
function stands(play: Play, subject: Subject, last: Transfer | undefined): void {
  const record = standing(play, subject);
  if (last?.state === 'synced') expect(inSage(play, subject), `${numberOf(subject)} is synced`).not.toEqual([]);
  if (record !== undefined || last?.state === 'sent_back' || play.apart.has(subject.sheet)) return;
  const reasons = [...obstacles(play, subject), ...excuses(play, subject)];
  const checks = last?.offer.checks.map(({ code, severity }) => `${severity} ${code}`).join(', ') ?? '';
  expect(reasons, `${numberOf(subject)} is missing and ${last?.state ?? 'was never seen'}: ${checks}`).not.toEqual([]);
}

/** Commitment, changes, billed and retainage, line by line: the same on paper and in Sage. */
function isEqual(play: Play, sheet: Sheet): void {
  const all = subjects([sheet]);
  const commitment = standing(play, commitmentOf({ kind: sheet.kind, id: sheet.id, sheet }));
  const voided = all.some((one) => inSage(play, one).some((record) => record.voided));
  if (commitment === undefined || play.apart.has(sheet) || voided) return;
  const there = all.filter((one) => standing(play, one) !== undefined);
  const parts = there.flatMap((one) => (one.kind === 'change_order' ? one.change.parts : []));
  const changed = byPlace(parts, (part) => part.on ?? part.ref, amountOf);
  const bill = there.findLast((one) => one.kind === 'invoice');
  const paper = bill === undefined ? undefined : paperOf(play, bill, bill.ordinal);
  const billed = byPlace(
    paper?.items ?? [],
    ({ line }) => placeOf(sheet, line ?? ''),
    ({ toDate = 0 }) => toDate,
  );
  const onPaper = [...new Set([...sheet.lines.map(({ ref }) => ref), ...changed.keys()])].sort().map((ref) => {
    const line = sheet.lines.find((one) => one.ref === ref);
    const committed = line === undefined ? 0 : amountOf(line);
    return { ref, contract: committed + (changed.get(ref) ?? 0), billed: billed.get(ref) ?? 0 };
  });
  const inBooks = linesOf(commitment.fields)
    .map(({ lineRef, cents, changeCents, billedCents }) => {
      return { ref: String(lineRef), contract: Number(cents) + Number(changeCents), billed: Number(billedCents) };
    })
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  expect(inBooks, `${sheet.number} in both books`).toEqual(onPaper);
  if (sheet.kind === 'subcontract') {
    const held = paper === undefined ? 0 : heldNow(paper);
    expect(commitment.fields['retainageHeldCents'], `held on ${sheet.number}`).toBe(held);
  }
}
