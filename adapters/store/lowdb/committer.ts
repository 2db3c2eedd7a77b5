import type { CommitFailure } from '../../../src/ports/store.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { LedgerWriter } from '../ledger/ledger-writer.ts';
import { applyChanges, type LiveState } from './live-state.ts';
import { createPending, type Accepted, type Wish } from './pending.ts';

/** Decides commits one after the other and makes them durable in groups. */
export interface Committer {
  commit(wish: Wish): Promise<Result<undefined, CommitFailure>>;
  /** Nothing is under way. */
  isIdle(): boolean;
}

export interface CommitterParts {
  readonly state: LiveState;
  readonly writer: LedgerWriter;
  readonly clock: Clock;
  /** Commits that became durable, after the state has them. */
  readonly onDurable: (count: number) => void;
  /** What happened to what was written cannot be known. The process must end. */
  readonly onUnknown: (error: Error) => void;
}

/** Enough to share one sync among many, few enough to not hold the event loop while their lines are made. */
const groupCommits = 256;
const groupCharacters = 4 * 1024 * 1024;

interface Waiting {
  readonly accepted: Accepted;
  readonly answer: (answer: Result<undefined, CommitFailure>) => void;
  readonly reject: (error: Error) => void;
}

export function createCommitter({ state, writer, clock, onDurable, onUnknown }: CommitterParts): Committer {
  const pending = createPending(state);
  let queue: Waiting[] = [];
  let settling: { readonly done: Promise<void>; readonly end: () => void } | undefined;
  let broken: Error | undefined;

  const decide = async (wish: Wish): Promise<Result<undefined, CommitFailure>> => {
    for (;;) {
      if (broken !== undefined) throw broken;
      const refused = pending.refusal(wish, clock.now());
      if (refused === undefined) return await record(pending.accept(wish));
      if (refused !== 'wait') return fail(refused);
      // what stands in the way may fail to be recorded, and to say that it stands would be to acknowledge it
      await settling?.done;
    }
  };
  const record = (accepted: Accepted): Promise<Result<undefined, CommitFailure>> =>
    new Promise((answer, reject) => {
      queue.push({ accepted, answer, reject });
      if (settling !== undefined) return;
      settling = newSettling();
      // whoever commits in the same turn comes along
      queueMicrotask(() => void writeAll());
    });

  const writeAll = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = nextGroup(queue);
      try {
        const now = clock.now();
        const written = await writer.append(
          group.map(({ accepted }) => accepted.text),
          now,
        );
        if (written.ok) {
          queue = queue.slice(group.length);
          group.forEach(({ accepted }, i) => {
            const place = written.value[i];
            if (place !== undefined) applyChanges(state, accepted.changes, place, now);
            pending.settled(accepted);
          });
          onDurable(group.length);
          group.forEach(({ answer }) => answer(ok()));
        } else {
          // those that wait were decided on top of what was not recorded
          const lost = takeQueue();
          lost.forEach(({ answer }) => answer(fail({ kind: 'unavailable' })));
        }
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        for (const { reject } of takeQueue()) reject(broken);
        onUnknown(broken);
      }
      const before = settling;
      settling = queue.length > 0 ? newSettling() : undefined;
      before?.end();
    }
  };
  const takeQueue = (): readonly Waiting[] => {
    const lost = queue;
    queue = [];
    pending.dropAll(lost.map(({ accepted }) => accepted));
    return lost;
  };

  return {
    commit: decide,
    isIdle: () => settling === undefined,
  };
}

function newSettling(): { readonly done: Promise<void>; readonly end: () => void } {
  let end = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end };
}

function nextGroup(queue: readonly Waiting[]): readonly Waiting[] {
  let characters = 0;
  const last = queue.findIndex(({ accepted }, i) => {
    characters += accepted.text.length;
    return i >= groupCommits || (i > 0 && characters > groupCharacters);
  });
  return last === -1 ? queue.slice() : queue.slice(0, last);
}
