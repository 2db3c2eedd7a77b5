import { describe, expect, it } from 'vitest';
import type { Commit, Store } from '../../src/ports/store.ts';
import { recordId, transferId } from '../../src/shared/ids.ts';
import { recordChange, type Change } from '../../src/transfers/record-change.ts';
import type { Ended, Open, Transfer } from '../../src/transfers/transfer.ts';
import { transitions } from '../../src/transfers/transitions.ts';
import { carla, procoreSubcontract } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { press } from '../fakes/pressing.ts';
import { lastRound, ledgerOf, memoryOf } from '../fakes/reading.ts';
import { inState, offer, states } from './transfer-builders.ts';

/** A store that keeps what was asked of it. */
function recording(): { readonly commits: Commit[]; readonly wrap: (store: Store) => Store } {
  const commits: Commit[] = [];
  return {
    commits,
    wrap: (store) => ({
      ...store,
      commit(commit) {
        commits.push(commit);
        return store.commit(commit);
      },
    }),
  };
}

const transferPuts = ({ put = [] }: Commit): readonly Transfer[] =>
  put.filter(({ collection }) => collection === 'transfers').map(({ value }) => value as unknown as Transfer);

async function opened(transfer: Transfer) {
  const bot = botOf();
  await recordChange(bot.talk, { before: undefined, after: { ...transfer, revision: 1 } });
  return bot;
}

describe('a change of a transfer', () => {
  const open = states
    .map((state) => inState(state))
    .filter((transfer): transfer is Open => transitions[transfer.state].length > 0);
  const possible = open.flatMap((before) =>
    transitions[before.state].map((state): [string, Change] => {
      return [`${before.state} to ${state}`, { before, after: inState(state, { revision: 2 }) }];
    }),
  );

  it.each(possible)('is one commit with one entry, from %s', async (_name, change) => {
    const { commits, wrap } = recording();
    const bot = await opened(change.before as Transfer);

    const done = await recordChange({ ...bot.talk, store: wrap(bot.store) }, { ...change, person: carla.id });

    expect(done.ok).toBe(true);
    expect(commits).toHaveLength(1);
    expect(commits.flatMap(transferPuts)).toHaveLength(1);
    expect(commits[0]?.entries).toEqual([
      expect.objectContaining({ from: change.before?.state, to: change.after.state, person: 'carla' }),
    ]);
  });

  it('is refused as a bug where the life of a transfer has no such step', async () => {
    const bot = botOf();
    for (const before of states.map((state) => inState(state)))
      for (const state of states.filter((each) => !transitions[before.state].includes(each)))
        await expect(
          recordChange(bot.talk, { before: before as Open, after: inState(state, { revision: 2 }) }),
        ).rejects.toThrow(`from ${before.state} to ${state}`);
  });

  it('is refused as a bug unless it raises the revision by one', async () => {
    const bot = await opened(inState('awaiting'));
    for (const revision of [1, 3]) {
      const change = { before: inState('awaiting'), after: inState('approved', { revision }) };
      await expect(recordChange(bot.talk, change)).rejects.toThrow('raises the revision');
    }
  });

  it('is a conflict when somebody was faster, and changes nothing', async () => {
    const bot = await opened(inState('awaiting'));
    await recordChange(bot.talk, { before: inState('awaiting'), after: inState('approved', { revision: 2 }) });

    const late = await recordChange(bot.talk, {
      before: inState('awaiting'),
      after: inState('sent_back', { revision: 2 }),
    });

    expect(late).toEqual({ ok: false, failure: { kind: 'conflict' } });
    expect((await lastRound(bot.store)).state).toBe('approved');
    expect(await ledgerOf(bot.store)).toHaveLength(2);
  });

  it('writes no entry when nothing was decided and nothing moved', async () => {
    const bot = await opened(inState('approved'));

    await recordChange(bot.talk, { before: inState('approved'), after: inState('approved', { revision: 2 }) });

    expect(await ledgerOf(bot.store)).toHaveLength(1);
  });

  it('ends the round before and opens the next in one commit, with an entry for each', async () => {
    const { commits, wrap } = recording();
    const bot = await opened(inState('awaiting'));
    const next = inState('awaiting', { id: transferId('t2'), round: 2 });
    const replaced = { before: inState('awaiting'), after: inState('superseded', { revision: 2 }) as Ended };

    await recordChange({ ...bot.talk, store: wrap(bot.store) }, { before: undefined, after: next, replaced });

    expect(commits).toHaveLength(1);
    expect(commits[0]?.entries?.map(({ from, to, round }) => [from, to, round])).toEqual([
      ['awaiting', 'superseded', 1],
      ['', 'awaiting', 2],
    ]);
    expect(await memoryOf(bot.store)).toMatchObject({ round: 2, transfer: 't2', lastState: 'awaiting' });
  });

  it('keeps a number for its record from opening to end, and for ever once it stands in Sage', async () => {
    const other = { record: recordId('4402'), id: transferId('t9') };
    const claim = (bot: Awaited<ReturnType<typeof opened>>) =>
      recordChange(bot.talk, { before: undefined, after: inState('awaiting', other) });

    const waiting = await opened(inState('awaiting'));
    const back = await opened(inState('awaiting'));
    await recordChange(back.talk, { before: inState('awaiting'), after: inState('sent_back', { revision: 2 }) });
    const synced = await opened(inState('posted'));
    await recordChange(synced.talk, { before: inState('posted'), after: inState('synced', { revision: 2 }) });

    expect((await claim(waiting)).ok).toBe(false);
    expect((await claim(synced)).ok).toBe(false);
    expect((await claim(back)).ok).toBe(true);
  });

  it('frees the number that a record had before it got another', async () => {
    const bot = await opened(inState('awaiting'));
    const next = inState('awaiting', { id: transferId('t2'), round: 2, offer: offer({ target: 'sc-005' }) });
    const replaced = { before: inState('awaiting'), after: inState('superseded', { revision: 2 }) as Ended };
    await recordChange(bot.talk, { before: undefined, after: next, replaced });

    const other = inState('awaiting', { id: transferId('t3'), record: recordId('4402') });

    expect((await recordChange(bot.talk, { before: undefined, after: other })).ok).toBe(true);
  });
});

it('moves one transfer at a time through a whole life, each step with its entry', async () => {
  const { commits, wrap } = recording();
  const plain = botOf();
  const store = wrap(plain.store);
  const bot = botOf({ world: plain, store });
  bot.procore.put(procoreSubcontract());

  await bot.poll();
  await press(bot, carla, 'Approve');
  await bot.work();

  const steps = commits.filter((commit) => transferPuts(commit).length > 0);
  expect(steps.every((commit) => transferPuts(commit).length === 1)).toBe(true);
  expect(steps.map(({ entries = [] }) => entries.map(({ from, to }) => `${from} ${to}`))).toEqual([
    ...[[' awaiting'], ['awaiting approved'], ['approved sending'], ['sending posted'], ['posted synced']],
  ]);
});
