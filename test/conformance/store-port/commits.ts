import { expect, it } from 'vitest';
import { instant } from '../../../src/shared/dates.ts';
import { claimOf, entry, job, type Open, put } from './opened.ts';

const hour = 3_600_000;

export function commits(open: Open): void {
  it('answers undefined for a row that nobody put', async () => {
    const { a } = await open();

    expect(await a.get('transfers', 't1')).toBeUndefined();
  });

  it('shows a row to another handle and counts its revisions from 1', async () => {
    const { a, b } = await open();

    expect(await a.commit(put('t1', { state: 'awaiting' }))).toEqual({ ok: true, value: undefined });
    const first = await b.get('transfers', 't1');
    await b.commit(put('t1', { state: 'approved' }));
    const second = await a.get('transfers', 't1');

    expect(first).toEqual({ collection: 'transfers', id: 't1', rev: 1, value: { state: 'awaiting' } });
    expect(second).toEqual({ collection: 'transfers', id: 't1', rev: 2, value: { state: 'approved' } });
  });

  it('keeps rows of different collections apart', async () => {
    const { a } = await open();
    await a.commit(put('t1', { state: 'awaiting' }));

    expect(await a.get('links', 't1')).toBeUndefined();
  });

  it('refuses a revision that does not stand any more', async () => {
    const { a, b } = await open();
    await a.commit(put('t1', { state: 'awaiting' }));
    await b.commit(put('t1', { state: 'approved' }));

    const late = await a.commit({
      expect: [{ collection: 'transfers', id: 't1', rev: 1 }],
      ...put('t1', { state: 'sent_back' }),
    });

    expect(late).toEqual({ ok: false, failure: { kind: 'conflict' } });
    expect((await a.get('transfers', 't1'))?.value).toEqual({ state: 'approved' });
  });

  it('takes revision 0 to mean that there is no such row', async () => {
    const { a } = await open();
    const none = [{ collection: 'transfers', id: 't1', rev: 0 }] as const;

    const first = await a.commit({ expect: none, ...put('t1', {}) });
    const second = await a.commit({ expect: none, ...put('t1', {}) });

    expect([first.ok, second.ok]).toEqual([true, false]);
  });

  it('lets exactly one of two handles win that decide at the same moment', async () => {
    const { a, b } = await open();
    await a.commit(put('t1', { state: 'awaiting' }));
    const expectFirst = [{ collection: 'transfers', id: 't1', rev: 1 }] as const;

    const both = await Promise.all([
      a.commit({ expect: expectFirst, ...put('t1', { by: 'ann' }), entries: [entry({ person: 'ann' })] }),
      b.commit({ expect: expectFirst, ...put('t1', { by: 'bob' }), entries: [entry({ person: 'bob' })] }),
    ]);

    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await a.get('transfers', 't1'))?.rev).toBe(2);
    expect((await a.history({ company: entry().company })).items).toHaveLength(1);
  });

  it('accepts a unique key once, whichever handle brings it', async () => {
    const { a, b } = await open();
    await a.commit({ unique: [{ key: 'slack/T1/press-1' }] });

    const again = await b.commit({ unique: [{ key: 'slack/T1/press-2' }, { key: 'slack/T1/press-1' }] });

    expect(again).toEqual({ ok: false, failure: { kind: 'duplicate', key: 'slack/T1/press-1' } });
  });

  it('refuses a commit that names one unique key twice', async () => {
    const { a } = await open();

    const twice = await a.commit({ unique: [{ key: 'k' }, { key: 'k' }] });

    expect(twice).toEqual({ ok: false, failure: { kind: 'duplicate', key: 'k' } });
  });

  it('holds a unique key until its expiry, forgets it after that, and keeps one without expiry', async () => {
    const { a, clock } = await open();
    const until = instant(clock.now() + hour);
    await a.commit({ unique: [{ key: 'short', until }, { key: 'for ever' }] });

    clock.advance(hour - 1);
    const before = await a.commit({ unique: [{ key: 'short', until }] });
    clock.advance(48 * hour);
    const after = await a.commit({ unique: [{ key: 'short', until: instant(clock.now() + hour) }] });
    const kept = await a.commit({ unique: [{ key: 'for ever' }] });
    const taken = await a.commit({ unique: [{ key: 'short' }] });

    expect([before.ok, after.ok, kept.ok, taken.ok]).toEqual([false, true, false, false]);
  });

  const failing = {
    conflict: { expect: [{ collection: 'transfers', id: 't1', rev: 7 }] },
    duplicate: { unique: [{ key: 'fresh' }, { key: 'taken' }] },
    'lost lease': { done: [{ queue: 'transfer', key: 'nobody', token: 'gone' }] },
  } as const;

  it.each(Object.entries(failing))('leaves nothing of a commit that fails (%s)', async (_name, failure) => {
    const { a, b, clock } = await open();
    await a.commit({ ...put('t1', { state: 'awaiting' }, 'r1'), unique: [{ key: 'taken' }], enqueue: [job('old')] });
    const lease = await a.claim(claimOf);

    const failed = await a.commit({
      ...put('t1', { state: 'approved' }, 'r2'),
      entries: [entry()],
      enqueue: [job('new')],
      unique: [{ key: 'fresh' }],
      ...failure,
      ...(lease === undefined ? {} : { done: [lease, ...('done' in failure ? failure.done : [])] }),
    });

    expect(failed.ok).toBe(false);
    expect(await b.get('transfers', 't1')).toMatchObject({ rev: 1, value: { state: 'awaiting' } });
    expect((await b.find({ index: 'transfers.record', key: 'r2' })).items).toEqual([]);
    expect((await b.history({ company: entry().company })).items).toEqual([]);
    expect(await b.claim(claimOf)).toBeUndefined();
    expect((await b.commit({ unique: [{ key: 'fresh' }] })).ok).toBe(true);
    clock.advance(claimOf.leaseMs);
    expect(await b.claim(claimOf)).toMatchObject({ key: 'old', attempt: 2 });
  });

  it('keeps its own copy of what it was given', async () => {
    const { a } = await open();
    const lines = [{ cents: 1 }];
    const value = { lines };

    const committing = a.commit({ put: [{ collection: 'documents', id: 'd1', value }] });
    lines.push({ cents: 2 });
    await committing;
    lines.push({ cents: 3 });

    expect((await a.get('documents', 'd1'))?.value).toEqual({ lines: [{ cents: 1 }] });
  });

  it('gives a copy that nobody else sees', async () => {
    const { a, b } = await open();
    await a.commit({ put: [{ collection: 'documents', id: 'd1', value: { lines: [1] }, indexes: {} }] });

    const mine = await a.get('documents', 'd1');
    (mine?.value['lines'] as number[]).push(2);

    expect((await a.get('documents', 'd1'))?.value).toEqual({ lines: [1] });
    expect((await b.get('documents', 'd1'))?.value).toEqual({ lines: [1] });
  });

  it('gives text back as it came, in every script', async () => {
    const { a } = await open();
    const value = { 'name with ": and \\': 'Müller 中文 🏗️ \u202e right \u0000 to left\nnext', empty: '' };

    await a.commit({ put: [{ collection: 'documents', id: 'ключ/1', value }] });

    expect(await a.get('documents', 'ключ/1')).toMatchObject({ value });
  });
}
