import { describe, expect, it } from 'vitest';
import type { State } from '../../src/transfers/transfer.ts';
import { isOpen, mayStandInSage, transitions } from '../../src/transfers/transitions.ts';
import { inState, states } from './transfer-builders.ts';

/** The table of section 2 of the design. */
const designed: { readonly [S in State]: readonly State[] } = {
  blocked: ['awaiting', 'sent_back', 'superseded', 'posted', 'done_by_hand', 'withdrawn'],
  awaiting: ['approved', 'blocked', 'sent_back', 'superseded', 'done_by_hand', 'withdrawn'],
  approved: ['sending', 'awaiting', 'blocked', 'sent_back', 'superseded', 'withdrawn'],
  sending: ['posted', 'refused', 'unconfirmed', 'held', 'approved'],
  unconfirmed: ['posted', 'refused', 'approved', 'held'],
  held: ['posted', 'approved', 'unlinked', 'sent_back'],
  refused: ['approved', 'blocked', 'sent_back', 'superseded', 'withdrawn'],
  posted: ['synced'],
  synced: ['unlinked'],
  sent_back: [],
  superseded: [],
  withdrawn: [],
  done_by_hand: [],
  unlinked: [],
};

/** States whose content changes while they stay what they are: what is shown, a seat, what is waited for, what is otherwise since. */
const refreshed: readonly State[] = ['blocked', 'awaiting', 'approved', 'held', 'posted', 'synced'];

function reachedFrom(first: readonly State[]): ReadonlySet<State> {
  const reached = new Set(first);
  for (const state of reached) transitions[state].forEach((next) => reached.add(next));
  return reached;
}

describe('the life of a transfer', () => {
  it.each(states)(
    'goes from %s where the design says, and refreshes in place only where something is shown',
    (state) => {
      const same = refreshed.includes(state) ? [state] : [];

      expect([...transitions[state]].sort()).toEqual([...same, ...designed[state]].sort());
    },
  );

  it('comes from its first states to every other', () => {
    expect([...reachedFrom(['blocked', 'awaiting'])].sort()).toEqual([...states].sort());
  });

  it.each(states.filter((state) => isOpen(inState(state))))('has a way from %s to an end', (state) => {
    const ends = [...reachedFrom([state])].filter((reached) => !isOpen(inState(reached)));

    expect(ends.length).toBeGreaterThan(0);
  });

  it('has no way out of an end, but for a person who unlinks what is synced', () => {
    const ways = states.filter((state) => !isOpen(inState(state))).map((state) => [state, transitions[state]]);

    expect(Object.fromEntries(ways)).toEqual({
      ...{
        synced: ['synced', 'unlinked'],
        sent_back: [],
        superseded: [],
        withdrawn: [],
        done_by_hand: [],
        unlinked: [],
      },
    });
  });

  it('never ends by itself once a write may stand in Sage', () => {
    const inSage = states.filter((state) => mayStandInSage(inState(state)));

    expect(inSage).toEqual(['sending', 'unconfirmed', 'held', 'posted', 'synced']);
    for (const state of inSage) expect(transitions[state]).not.toContain('superseded');
    for (const state of inSage) expect(transitions[state]).not.toContain('withdrawn');
  });
});
