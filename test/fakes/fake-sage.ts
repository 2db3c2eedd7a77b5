import type { Operation, Sage, SageReadFailure, SageRecord, SubmitFailure } from '../../src/ports/sage.ts';
import type { SageKind } from '../../src/ports/sage-kinds.ts';
import { fail, ok, type Failed } from '../../src/shared/result.ts';
import { fakeBooks, type FakeBooks } from './fake-books.ts';
import { fakeJournal, type Ending, type FakeJournal } from './fake-journal.ts';
import { asAnswered, collectionOf } from './standing-books.ts';

/** What may befall the next operation that is handed over. */
export type SubmitTrouble =
  /** Turned away at once, and nothing was taken. */
  | { readonly kind: 'turned_away'; readonly failure: SubmitFailure }
  /** The request never arrives, and the caller cannot know. */
  | { readonly kind: 'lost_before' }
  /** The answer is lost; the operation goes its way. */
  | { readonly kind: 'lost_after' }
  /** The request is still under way, and arrives after so many calls more. */
  | { readonly kind: 'late'; readonly calls: number }
  /** Taken, and ends like that. */
  | { readonly kind: 'ends'; readonly ending: Ending }
  /** Written, and then the bridge loses its journal. */
  | { readonly kind: 'forgets' };

/** Sage behind a bridge, in memory. Honest unless told otherwise. */
export interface FakeSage {
  readonly sage: Sage;
  readonly books: FakeBooks;
  readonly journal: FakeJournal;
  /** Every call is answered with this as long as it is set. */
  down: SageReadFailure | undefined;
  /** Befalls the next operations that are handed over, first come first served. */
  readonly troubles: SubmitTrouble[];
  /** Befalls the next call of that name, just before it is answered. */
  readonly before: Map<string, () => void>;
  /** How often each call was made. */
  readonly calls: Map<string, number>;
  /** Everything under way arrives and ends. */
  settle(): void;
  /** The bridge starts anew with an empty journal: requests on their way to it are lost with it. */
  forget(): void;
}

export function fakeSage(): FakeSage {
  const books = fakeBooks();
  const journal = fakeJournal(books);
  const calls = new Map<string, number>();
  let onTheWay: { calls: number; readonly operation: Operation }[] = [];

  /** Time passes with the calls: what is under way comes a step further with each. */
  async function called(name: string): Promise<Failed<SageReadFailure> | undefined> {
    calls.set(name, (calls.get(name) ?? 0) + 1);
    await Promise.resolve();
    const deed = fake.before.get(name);
    fake.before.delete(name);
    deed?.();
    for (const late of onTheWay) late.calls -= 1;
    for (const { operation } of onTheWay.filter((late) => late.calls <= 0)) journal.take(operation, { kind: 'told' });
    onTheWay = onTheWay.filter((late) => late.calls > 0);
    journal.step();
    return fake.down === undefined ? undefined : fail(fake.down);
  }

  function handOver(operation: Operation): ReturnType<FakeJournal['take']> {
    const trouble = fake.troubles.shift();
    switch (trouble?.kind) {
      case 'turned_away':
        return fail(trouble.failure);
      case 'lost_before':
        return fail({ kind: 'unknown_outcome' });
      case 'late':
        onTheWay.push({ calls: trouble.calls, operation });
        return fail({ kind: 'unknown_outcome' });
      case 'lost_after':
        journal.take(operation, { kind: 'told' });
        return fail({ kind: 'unknown_outcome' });
      case 'forgets':
        journal.take(operation, { kind: 'told' });
        journal.settle();
        fake.forget();
        return fail({ kind: 'unknown_outcome' });
      default:
        return journal.take(operation, trouble?.ending ?? { kind: 'told' });
    }
  }

  function all(kind: SageKind, field: string, value: string): readonly SageRecord[] {
    return books.records
      .filter(({ fields }) => fields[field] === value && collectionOf(fields) === kind)
      .map((record) => asAnswered(books, record));
  }

  const fake: FakeSage = {
    books,
    journal,
    calls,
    down: undefined,
    troubles: [],
    before: new Map(),
    settle() {
      for (const { operation } of onTheWay) journal.take(operation, { kind: 'told' });
      onTheWay = [];
      journal.settle();
    },
    forget() {
      onTheWay = [];
      journal.forget();
    },
    sage: {
      asOf: () => fake.sage,
      async health() {
        const health = { company: 'Brightwater', mode: 'fake', bridgeVersion: '0', protocolVersion: 1 };
        return (await called('health')) ?? ok({ ...health, sageReachable: true });
      },
      async profile() {
        return (await called('profile')) ?? ok(books.profile);
      },
      async vendor(key) {
        return (await called('vendor')) ?? ok(books.vendors.get(key));
      },
      async job(key) {
        return (await called('job')) ?? ok(books.jobs.get(key));
      },
      async costCodes() {
        return (await called('costCodes')) ?? ok([...books.costCodes.values()]);
      },
      async costTypes() {
        return (await called('costTypes')) ?? ok([2, 4].map((type) => ({ type, name: `Type ${type}` })));
      },
      async accounts() {
        return (await called('accounts')) ?? ok([{ number: '5200', name: 'Subcontracts', hasSubAccounts: false }]);
      },
      async periods() {
        return (await called('periods')) ?? ok([{ year: 2026, period: 6, open: true, current: true }]);
      },
      async jobTotals(job) {
        return (await called('jobTotals')) ?? ok(books.totals(job));
      },
      async findByNumber(kind, number) {
        const failed = await called('findByNumber');
        return failed ?? ok(books.byNumber(number, kind).map((record) => asAnswered(books, record)));
      },
      async findByJob(kind, job) {
        return (await called('findByJob')) ?? ok(all(kind, 'jobNumber', job));
      },
      async findByVendor(kind, vendor) {
        return (await called('findByVendor')) ?? ok(all(kind, 'vendorNumber', vendor));
      },
      async findByOperationKey(_kind, key) {
        const failed = await called('findByOperationKey');
        return failed ?? ok(books.byOperationKey(key).map((record) => asAnswered(books, record)));
      },
      async preview({ operationKey, document }) {
        const failed = await called('preview');
        if (failed !== undefined) return failed;
        return ok({ warnings: books.previewWarnings, errors: books.problems(document, operationKey) });
      },
      async submit(operation) {
        return (await called('submit')) ?? handOver(operation);
      },
      async operation(key) {
        return (await called('operation')) ?? ok(journal.state(key));
      },
      async close(key, attempt) {
        return (await called('close')) ?? ok(journal.close(key, attempt));
      },
    },
  };
  return fake;
}
