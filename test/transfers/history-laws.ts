import { expect } from 'vitest';
import { chainFault } from '../../src/shared/chain.ts';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { readDocument } from '../../src/transfers/memory.ts';
import type { Approval, Transfer } from '../../src/transfers/transfer.ts';
import { isOpen, transitions } from '../../src/transfers/transitions.ts';
import type { Created } from '../fakes/fake-books.ts';
import { ledgerOf, roundsOf } from '../fakes/reading.ts';
import { contracts, everybody, type Play } from './history-world.ts';

/** What holds at every moment. */
export async function holdsAlways(play: Play): Promise<void> {
  const keys = play.sage.books.creates.map(({ operationKey }) => operationKey);
  expect(new Set(keys).size, 'one create for a round').toBe(keys.length);
  const open = (await allRounds(play)).filter(isOpen);
  const records = open.map(({ record }) => record);
  expect(new Set(records).size, 'one open round for a record').toBe(records.length);
  const numbers = open.filter(({ state }) => state !== 'blocked').map(({ offer }) => offer.target);
  expect(new Set(numbers).size, 'one open round for a number').toBe(numbers.length);
}

/** What holds when all trouble is over and nothing is left to do. */
export async function holdsAtRest(play: Play): Promise<void> {
  const rounds = await allRounds(play);
  await holdsAlways(play);
  await ledgerHolds(play, rounds);
  for (const created of play.sage.books.creates) await wasApproved(play, created, rounds);
  for (const round of rounds) await standsAsItSays(play, round);
  for (const round of rounds) saysWhatProcoreSays(play, round);
  showsWhatIsStored(play, rounds);
  expect(play.errors).toEqual([]);
  expect((await play.store.health()).backlog).toEqual({ look: 0, transfer: 0, paint: 0, notice: 0 });
}

async function allRounds({ store }: Play): Promise<readonly Transfer[]> {
  return (await Promise.all(contracts.map((record) => roundsOf(store, record)))).flat();
}

async function ledgerHolds({ store }: Play, rounds: readonly Transfer[]): Promise<void> {
  expect(chainFault(await ledgerOf(store))).toBeUndefined();
  for (const round of rounds) {
    let state = '';
    for (const { entry } of await ledgerOf(store, round.id)) {
      expect(entry.from, 'the ledger tells every change').toBe(state);
      const possible: readonly string[] =
        entry.from === '' ? ['blocked', 'awaiting'] : transitions[entry.from as Transfer['state']];
      expect(possible).toContain(entry.to);
      expect(entry.operationKey, 'the key of a round is made once').toBe(round.operationKey);
      state = entry.to;
    }
    expect(round.state, 'the ledger ends where the round stands').toBe(state);
  }
}

/** Counted by hand, so that a mistake of the seating shows. */
async function wasApproved(
  play: Play,
  { operationKey, fingerprint, document }: Created,
  rounds: readonly Transfer[],
): Promise<void> {
  const round = rounds.find((candidate) => candidate.operationKey === operationKey);
  if (round === undefined) throw new Error('a create without a round');
  expect(fingerprintOf('subcontract', document), 'the stored document was sent').toBe(fingerprint);
  const approvals = 'approvals' in round ? round.approvals : await approvalsInLedger(play, round, fingerprint);
  const people = new Map(approvals.map((approval) => [approval.person, approval]));
  const { users, lastEditorKnown } = round.offer.authors;
  const wrote = everybody.all.filter(
    ({ id, procore }) => people.has(id) && procore !== undefined && users.includes(procore),
  );
  expect(wrote, 'no author approved').toEqual([]);
  for (const approval of people.values()) expect(approval.fingerprint).toBe(fingerprint);

  const roles = [...people.values()].map(({ role }) => role);
  const large = round.offer.bandCents >= 50_000_00;
  expect(people.size, 'enough people').toBeGreaterThanOrEqual((large ? 2 : 1) + (lastEditorKnown ? 0 : 1));
  const needed = large ? ['controller', 'admin'] : ['controller', 'clerk'];
  if (large) for (const role of needed) expect(roles).toContain(role);
  else expect(roles.some((role) => needed.includes(role))).toBe(true);
}

/** What is left of the approvals of a round that was unlinked. */
async function approvalsInLedger({ store }: Play, { id }: Transfer, of: string): Promise<readonly Approval[]> {
  const decisions = (await ledgerOf(store, id)).map(({ entry }) => entry.detail?.['approval'] as Approval | undefined);
  return decisions.flatMap((approval) => (approval?.fingerprint === of ? [approval] : []));
}

async function standsAsItSays({ sage: { books }, store }: Play, round: Transfer): Promise<void> {
  const created = books.creates.filter(({ operationKey }) => operationKey === round.operationKey);
  switch (round.state) {
    case 'synced': {
      const record = books.records.find(({ key }) => key === round.receipt.key);
      expect(record, 'what is synced stands in the books').toBeDefined();
      if (round.receipt.adopted === 'no') expect(created).toHaveLength(1);
      // what the accountant took out of the books since then stands beside nothing
      const beside = books.records.filter(
        ({ key, voided }) => !voided && key !== round.receipt.key && created.some(({ recordKey }) => recordKey === key),
      );
      expect(beside, 'nothing of ours stands beside what was adopted').toEqual([]);
      if (round.receipt.adopted === 'by_person') return;
      const approved = await readDocument(store, round.company, round.offer.fingerprint);
      const lines = (record?.fields['lines'] as readonly JsonObject[]).map(({ line: _line, ...rest }) => rest);
      expect({ ...record?.fields, lines }, 'what stands is what was approved').toEqual(approved);
      return;
    }
    case 'held':
    case 'unlinked':
      return;
    case 'blocked':
    case 'awaiting':
    case 'refused':
    case 'sent_back':
    case 'superseded':
    case 'withdrawn':
      expect(created, `nothing of a round that is ${round.state} was written`).toEqual([]);
      return;
    default:
      expect.unreachable(`a round was left ${round.state}`);
  }
}

/** No edit is lost: what can still be approved is what stands in Procore now. */
function saysWhatProcoreSays({ procore }: Play, { record, state, offer }: Transfer): void {
  if (!['blocked', 'awaiting'].includes(state)) return;
  const now = procore.record(record);
  expect(now?.status).toBe('Approved');
  expect(offer.subject).toMatchObject({ amount: now?.total, title: now?.title, number: now?.number });
}

/** The card that can be pressed shows the state that is stored, and there is no second one. */
function showsWhatIsStored({ chat }: Play, rounds: readonly Transfer[]): void {
  for (const round of rounds.filter(isOpen)) {
    const cards = chat.messages.filter(({ card }) => card.metadata.transfer === round.id);
    const { state, revision } = round;
    expect(cards.map(({ card }) => card.metadata)).toContainEqual(expect.objectContaining({ state, revision }));
  }
}
