import type { SandboxClock } from '../sandbox-clock.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { Books } from './books.ts';
import type { JournalEntry, OperationContent, Progress } from './journal.ts';
import { barred, readBack } from './read-back.ts';
import { openSession, type SageSession } from './session.ts';
import { rulesOf } from './written-kinds.ts';

/** How an operation ends for the bridge: it learns what happened, or never does, with or without a record in Sage. */
export type Ending = 'told' | 'untold' | 'untold_unwritten';

export interface Operations {
  entry(key: string): JournalEntry | undefined;
  inFlight(): number;
  /** Journals the operation and sets it going. */
  start(key: string, attempt: number, content: OperationContent, ending: Ending): void;
  /** Ends at once whatever is going on under the key. */
  finishNow(key: string): void;
  /** Bars the attempts, after what is being written has ended. */
  close(key: string, attempt: number): Promise<JournalEntry>;
  forget(key: string): void;
  /** The bridge's process dies and starts again: what was queued goes on, what was half done is unknown. */
  restart(): void;
  settled(): Promise<void>;
  clear(): void;
}

interface Flight {
  readonly ending: Ending;
  readonly landed: Promise<void>;
  land(): void;
  cancel(): void;
  session: SageSession | undefined;
}

export interface OperationsDeps {
  readonly clock: SandboxClock;
  readonly books: () => Books;
  readonly takeBooksFault: () => string | undefined;
  readonly operationMs: number;
}

export function createOperations(deps: OperationsDeps): Operations {
  const { clock } = deps;
  const journal = new Map<string, JournalEntry>();
  const flights = new Map<string, Flight>();

  function progress(key: string, next: Progress): void {
    const entry = journal.get(key);
    if (entry !== undefined) journal.set(key, { ...entry, progress: next });
  }

  function land(key: string, next: Progress): void {
    const flight = flights.get(key);
    flights.delete(key);
    progress(key, next);
    flight?.cancel();
    flight?.land();
  }

  /** Opens the session and hands the document in; queued becomes running. */
  function begin(key: string): void {
    const flight = flights.get(key);
    const content = journal.get(key)?.content;
    if (flight === undefined || content === undefined) return;
    flight.cancel();
    flight.session = openSession(deps.books(), deps.takeBooksFault());
    progress(key, { state: 'running' });
    const problem = notAccepted(deps.books(), content) ?? flight.session.submit(content.kind, content.document, key);
    if (problem !== undefined) return land(key, { state: 'refused', problems: [problem] });
    flight.cancel = clock.after(deps.operationMs / 2, () => end(key));
  }

  /** Closes the session and believes only what it then reads. */
  function end(key: string): void {
    const flight = flights.get(key);
    if (flight?.session === undefined) return;
    if (flight.ending === 'untold_unwritten') return land(key, { state: 'unknown' });
    const reported = flight.session.close();
    if (flight.ending === 'untold') return land(key, { state: 'unknown' });
    const found = readBack(deps.books(), key, journal.get(key)?.content);
    if (found !== undefined) return land(key, { state: 'committed', committedAt: clock.now(), ...found });
    land(key, { state: 'refused', problems: [reported ?? lostAtClose] });
  }

  return {
    entry: (key) => journal.get(key),
    inFlight: () => flights.size,
    start(operationKey, attempt, content, ending) {
      const barredTo = journal.get(operationKey)?.barredTo ?? 0;
      journal.set(operationKey, { operationKey, attempt, barredTo, content, progress: { state: 'queued' } });
      let landing = (): void => undefined;
      const landed = new Promise<void>((resolve) => (landing = resolve));
      const cancel = clock.after(deps.operationMs / 2, () => begin(operationKey));
      flights.set(operationKey, { ending, landed, land: () => landing(), cancel, session: undefined });
    },
    finishNow(key) {
      if (flights.get(key)?.session === undefined) begin(key);
      end(key);
    },
    async close(key, attempt) {
      const before = journal.get(key);
      const concerned = before === undefined || attempt >= before.attempt;
      if (concerned && before?.progress.state === 'queued') land(key, { state: 'closed' });
      if (concerned) await flights.get(key)?.landed;
      const closed = barred(deps.books(), key, attempt, journal.get(key), clock.now());
      journal.set(key, closed);
      return closed;
    },
    forget(key) {
      journal.delete(key);
    },
    restart() {
      for (const [key, flight] of flights) if (flight.session !== undefined) land(key, { state: 'unknown' });
    },
    async settled() {
      while (flights.size > 0) await Promise.all([...flights.values()].map(({ landed }) => landed));
    },
    clear() {
      for (const key of [...flights.keys()]) land(key, { state: 'closed' });
      journal.clear();
    },
  };
}

const lostAtClose: Problem = {
  code: 'lost_at_close',
  field: '',
  message: 'Sage accepted the record, but it is not there after the session was closed.',
};

/** A program cannot press "Yes": a warning that nobody accepted stops a write that nothing else stops. */
function notAccepted(books: Books, content: OperationContent): Problem | undefined {
  const rules = rulesOf(content.kind);
  if (rules.errors(books, content.document).length > 0) return undefined;
  return rules.warnings(books, content.document).find(({ code }) => !content.acceptWarnings.includes(code));
}
