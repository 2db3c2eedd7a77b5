import type { Commit, DumpLine, Store } from '../../../src/ports/store.ts';
import { chainFault, type ChainedEntry } from '../../../src/shared/chain.ts';
import { instant } from '../../../src/shared/dates.ts';
import { entry } from '../../conformance/store-port/opened.ts';

/** A commit that leaves a mark in every list a store has, so that half of it would show. */
export function numbered(n: number, filler = ''): Commit {
  const indexes = n % 2 === 0 ? { 'transfers.open': 'c' } : {};
  return {
    expect: [{ collection: 'transfers', id: `${n}`, rev: 0 }],
    put: [
      { collection: 'transfers', id: `${n}`, value: { filler }, indexes },
      { collection: 'documents', id: `${n}`, value: { filler } },
      { collection: 'records', id: 'shared', value: { n }, indexes: { 'records.number': 'one' } },
    ],
    unique: [{ key: `${n}` }],
    entries: [entry({ round: n })],
    enqueue: [{ queue: 'look', key: `${n}`, runAt: instant(0) }],
  };
}

/** Which of the commits are there, each of them whole; throws when one is there in part, or a chain is broken. */
export async function present(store: Store): Promise<readonly number[]> {
  const lines: DumpLine[] = [];
  for await (const line of store.exportAll()) lines.push(line);
  const marks = ['transfers', 'documents', 'entry', 'unique', 'job'].map((mark) => ({
    mark,
    numbers: lines.flatMap((line) => (markOf(line) === mark ? numberOf(line) : [])).sort((a, b) => a - b),
  }));

  const [first = { numbers: [] }] = marks;
  for (const { mark, numbers } of marks) {
    if (numbers.join() !== first.numbers.join())
      throw new Error(`half of a commit is there: ${mark} has ${numbers.join()}`);
  }
  const chain = lines.flatMap((line): ChainedEntry[] => (line.type === 'entry' ? [line.entry] : []));
  if (chainFault(chain) !== undefined) throw new Error('the chain is broken');
  const shared = (await store.get('records', 'shared'))?.rev ?? 0;
  if (shared !== first.numbers.length) throw new Error(`the shared row was put ${shared} times`);
  return first.numbers;
}

function markOf(line: DumpLine): string {
  return line.type === 'row' ? line.row.collection : line.type;
}

function numberOf(line: DumpLine): number {
  switch (line.type) {
    case 'row':
      return Number(line.row.id);
    case 'entry':
      return (JSON.parse(line.entry.text) as { round: number }).round;
    case 'unique':
      return Number(line.key);
    case 'job':
      return Number(line.job.key);
  }
}
