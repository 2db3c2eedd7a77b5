import { expect, it } from 'vitest';
import type { DumpLine, Store } from '../../../src/ports/store.ts';
import { instant } from '../../../src/shared/dates.ts';
import { companyId } from '../../../src/shared/ids.ts';
import { claimAll, claimOf, entry, job, type Open, put } from './opened.ts';

export function moving(open: Open): void {
  it('moves everything to an empty store', async () => {
    const { a } = await open();
    const { a: other, clock } = await open();
    await fill(a, clock.now());

    expect(await other.importAll(lines(await dump(a)))).toEqual({ ok: true, value: undefined });

    expect(await dump(other)).toEqual(await dump(a));
    expect(await other.get('transfers', 't2')).toEqual(await a.get('transfers', 't2'));
    expect((await other.find({ index: 'transfers.record', key: 'r1' })).items.map(({ id }) => id)).toEqual([
      't2',
      't1',
    ]);
    const { company } = entry();
    expect(await other.history({ company })).toEqual(await a.history({ company }));
    expect(await other.commit({ unique: [{ key: 'kept' }] })).toMatchObject({ failure: { kind: 'duplicate' } });
    expect(await claimAll(other)).toEqual(['first', 'second']);
  });

  it('goes on where the moved store stopped', async () => {
    const { a } = await open();
    const { a: other, clock } = await open();
    await fill(a, clock.now());
    await other.importAll(lines(await dump(a)));

    await other.commit({ ...put('t3', {}, 'r1'), entries: [entry({ to: 'synced' })] });
    await other.commit(put('t2', {}, 'r1'));

    expect((await other.find({ index: 'transfers.record', key: 'r1' })).items.map(({ id }) => id)).toEqual([
      't2',
      't1',
      't3',
    ]);
    expect((await other.get('transfers', 't2'))?.rev).toBe(4);
    expect((await other.history({ company: entry().company })).items.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('moves a job that is being worked on without its lease', async () => {
    const { a } = await open();
    const { a: other } = await open();
    await a.commit({ enqueue: [job('t1', { lane: 'books', rank: 3, payload: 'p' })] });
    await a.claim(claimOf);

    await other.importAll(lines(await dump(a)));

    expect(await other.claim(claimOf)).toMatchObject({ key: 't1', payload: 'p', attempt: 1 });
  });

  it.each([
    ['a row', put('t1', {})],
    ['an entry', { entries: [entry()] }],
    ['a job', { enqueue: [job('t1')] }],
    ['a unique key', { unique: [{ key: 'k' }] }],
  ])('refuses to fill a store that holds %s', async (_name, commit) => {
    const { a, b } = await open();
    await a.commit(commit);

    const refused = await b.importAll(lines([{ type: 'unique', key: 'other' }]));

    expect(refused).toEqual({ ok: false, failure: { kind: 'not_empty' } });
    expect((await a.commit({ unique: [{ key: 'other' }] })).ok).toBe(true);
  });

  const breaks: Readonly<Record<string, (entries: Entries) => readonly DumpLine[]>> = {
    'an edited text': ([one, two]) => [one, edit(two, { text: two.entry.text.replace('posted', 'synced') })],
    'a missing entry': ([, two]) => [two],
    'a foreign predecessor': ([one, two]) => [one, edit(two, { prevHash: 'f'.repeat(64) })],
    'two entries exchanged': ([one, two]) => [two, one],
    'an entry of another company': ([one]) => [{ ...one, company: companyId('9') }],
  };

  it.each(Object.entries(breaks))('refuses a chain with %s and stays empty', async (_name, broken) => {
    const { a } = await open();
    const { a: other, clock } = await open();
    await fill(a, clock.now());
    const entries = (await dump(a)).filter((line) => line.type === 'entry');

    const refused = await other.importAll(
      lines([{ type: 'unique', key: 'k' }, ...broken(entries as unknown as Entries)]),
    );

    expect(refused).toMatchObject({ ok: false, failure: { kind: 'broken_chain' } });
    expect(await dump(other)).toEqual([]);
  });

  it('counts the jobs that are not done', async () => {
    const { a, b, clock } = await open();
    await a.commit({
      enqueue: [job('t1'), job('t2', { runAt: instant(clock.now() + 1) }), job('t1', { queue: 'paint' })],
    });
    await a.claim(claimOf);

    expect(await b.health()).toEqual({ writable: true, backlog: { look: 0, transfer: 2, paint: 1, notice: 0 } });
  });

  it('finishes what was begun before it closes, and takes no call after it', async () => {
    const { a, b, reopen } = await open();

    const last = a.commit(put('t1', { state: 'awaiting' }));
    await a.close();
    const other = reopen === undefined ? b : await reopen();

    expect(await other.get('transfers', 't1')).toBeDefined();
    expect((await last).ok).toBe(true);
    await expect(a.get('transfers', 't1')).rejects.toThrow();
    await expect(a.commit(put('t2', {}))).rejects.toThrow();
    await expect(a.claim(claimOf)).rejects.toThrow();
    await expect(dump(a)).rejects.toThrow();
    expect(() => a.onWork(() => undefined)).toThrow();
    await other.close();
  });
}

type EntryLine = Extract<DumpLine, { readonly type: 'entry' }>;
type Entries = readonly [EntryLine, EntryLine];

async function fill(store: Store, now: number): Promise<void> {
  await store.commit({ ...put('t2', { state: 'blocked' }, 'r1'), entries: [entry()] });
  await store.commit({
    ...put('t1', { state: 'awaiting' }, 'r1'),
    entries: [entry({ from: 'sending', to: 'posted' })],
  });
  await store.commit(put('t2', { state: 'awaiting' }, 'r1'));
  await store.commit(put('t2', { state: 'approved' }, 'r1'));
  await store.commit({
    unique: [{ key: 'kept' }, { key: 'expiring', until: instant(now + 3_600_000) }],
    enqueue: [job('first', { lane: 'books', payload: [1] }), job('second', { lane: 'books' })],
  });
}

async function dump(store: Store): Promise<readonly DumpLine[]> {
  const all: DumpLine[] = [];
  for await (const line of store.exportAll()) all.push(line);
  return all;
}

async function* lines(all: readonly DumpLine[]): AsyncIterable<DumpLine> {
  yield* all;
  await Promise.resolve();
}

function edit(line: EntryLine, changes: Partial<EntryLine['entry']>): EntryLine {
  return { ...line, entry: { ...line.entry, ...changes } };
}
