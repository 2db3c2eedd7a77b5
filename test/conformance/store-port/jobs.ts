import { expect, it, vi } from 'vitest';
import { instant } from '../../../src/shared/dates.ts';
import { claimAll, claimOf, job, type Open } from './opened.ts';

export function jobs(open: Open): void {
  it('gives a job once, with its payload', async () => {
    const { a, b } = await open();
    await a.commit({ enqueue: [job('t1', { payload: { ids: ['7'] } }), job('t2')] });

    const both = await Promise.all([a.claim(claimOf), b.claim(claimOf), b.claim(claimOf)]);

    expect(both.map((one) => one?.key).sort()).toEqual(['t1', 't2', undefined]);
    expect(both.find((one) => one?.key === 't1')).toMatchObject({
      queue: 'transfer',
      payload: { ids: ['7'] },
      attempt: 1,
    });
    expect(both.find((one) => one?.key === 't2')).toMatchObject({ payload: null });
  });

  it('gives a job of another queue to nobody else', async () => {
    const { a } = await open();
    await a.commit({ enqueue: [job('t1', { queue: 'paint' })] });

    expect(await a.claim(claimOf)).toBeUndefined();
    expect(await a.claim({ ...claimOf, queue: 'paint' })).toMatchObject({ key: 't1' });
  });

  it('waits until a job is due', async () => {
    const { a, clock } = await open();
    await a.commit({ enqueue: [job('t1', { runAt: instant(clock.now() + 1_000) })] });

    const early = await a.claim(claimOf);
    clock.advance(1_000);
    const due = await a.claim(claimOf);

    expect([early, due?.key]).toEqual([undefined, 't1']);
  });

  it('gives the lowest rank first, then first come first served', async () => {
    const { a } = await open();
    await a.commit({ enqueue: [job('commitment 1', { rank: 5 }), job('vendor', { rank: 2 })] });
    await a.commit({ enqueue: [job('commitment 2', { rank: 5 }), job('job', { rank: 1 })] });

    expect(await claimAll(a)).toEqual(['job', 'vendor', 'commitment 1', 'commitment 2']);
  });

  it('never gives two jobs of one lane at once, to any handle', async () => {
    const { a, b } = await open();
    await a.commit({
      enqueue: [job('t1', { lane: 'books' }), job('t2', { lane: 'books' }), job('t3', { lane: 'other' })],
    });

    const first = await a.claim(claimOf);
    const beside = await b.claim(claimOf);
    const nothing = await b.claim(claimOf);
    await a.commit({ done: first === undefined ? [] : [first] });
    const next = await b.claim(claimOf);

    expect([first?.key, beside?.key, nothing?.key, next?.key]).toEqual(['t1', 't3', undefined, 't2']);
  });

  it('never gives two jobs of one lane at once when many ask at the same moment', async () => {
    const { a, b } = await open();
    await a.commit({ enqueue: Array.from({ length: 8 }, (_, n) => job(`t${n}`, { lane: 'books' })) });

    const asked = await Promise.all([a, b, a, b, a, b].map((store) => store.claim(claimOf)));

    expect(asked.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('keeps one job a key: enqueueing it again moves its time and payload but not its place', async () => {
    const { a, clock } = await open();
    await a.commit({ enqueue: [job('t1', { payload: 1 }), job('t2')] });
    await a.commit({ enqueue: [job('t1', { payload: 2, runAt: clock.now() })] });

    expect((await a.health()).backlog.transfer).toBe(2);
    expect(await a.claim(claimOf)).toMatchObject({ key: 't1', payload: 2 });
  });

  it('removes a job that is done, and counts its attempts anew when it is enqueued again', async () => {
    const { a } = await open();
    await a.commit({ enqueue: [job('t1')] });
    const lease = await a.claim(claimOf);
    await a.commit({ done: lease === undefined ? [] : [lease] });

    const none = await a.claim(claimOf);
    await a.commit({ enqueue: [job('t1')] });

    expect(none).toBeUndefined();
    expect(await a.claim(claimOf)).toMatchObject({ key: 't1', attempt: 1 });
  });

  it('keeps a job that was enqueued again while it was worked on', async () => {
    const { a, b } = await open();
    await a.commit({ enqueue: [job('t1', { payload: 'old' })] });
    const lease = await a.claim(claimOf);
    await b.commit({ enqueue: [job('t1', { payload: 'new' })] });

    const meanwhile = await b.claim(claimOf);
    const done = await a.commit({ done: lease === undefined ? [] : [lease] });

    expect(meanwhile).toBeUndefined();
    expect(done.ok).toBe(true);
    expect(await b.claim(claimOf)).toMatchObject({ key: 't1', payload: 'new', attempt: 1 });
  });

  it('puts a job back that is enqueued in the commit that ends it', async () => {
    const { a, clock } = await open();
    await a.commit({ enqueue: [job('t1')] });
    const lease = await a.claim(claimOf);
    await a.commit({
      done: lease === undefined ? [] : [lease],
      enqueue: [job('t1', { runAt: instant(clock.now() + 500) })],
    });

    const early = await a.claim(claimOf);
    clock.advance(500);

    expect(early).toBeUndefined();
    expect(await a.claim(claimOf)).toMatchObject({ key: 't1' });
  });

  it('puts a job back as it is for a later time, and counts its attempts on', async () => {
    const { a, clock } = await open();
    await a.commit({ enqueue: [job('t1', { payload: 7, lane: 'books' })] });
    const lease = await a.claim(claimOf);
    const again = instant(clock.now() + 1_000);
    await a.commit({ done: lease === undefined ? [] : [{ ...lease, again }] });

    expect(await a.claim(claimOf)).toBeUndefined();
    clock.advance(1_000);
    expect(await a.claim(claimOf)).toMatchObject({ key: 't1', payload: 7, attempt: 2 });
  });

  it('keeps the time of a job that was enqueued while it was to be put back', async () => {
    const { a, clock } = await open();
    await a.commit({ enqueue: [job('t1')] });
    const lease = await a.claim(claimOf);
    await a.commit({ enqueue: [job('t1', { payload: 'new' })] });
    const again = instant(clock.now() + 60_000);
    await a.commit({ done: lease === undefined ? [] : [{ ...lease, again }] });

    expect(await a.claim(claimOf)).toMatchObject({ payload: 'new', attempt: 1 });
  });

  it('gives a job again when its lease has ended, frees its lane, and refuses the one who lost it', async () => {
    const { a, b, clock } = await open();
    await a.commit({ enqueue: [job('t1', { lane: 'books' })] });
    const lost = await a.claim(claimOf);
    clock.advance(claimOf.leaseMs - 1);
    const early = await b.claim(claimOf);
    clock.advance(1);
    const again = await b.claim(claimOf);

    const late = await a.commit({ done: lost === undefined ? [] : [lost] });
    const own = await b.commit({ done: again === undefined ? [] : [again] });

    expect(early).toBeUndefined();
    expect(again).toMatchObject({ key: 't1', attempt: 2 });
    expect(late).toEqual({ ok: false, failure: { kind: 'conflict' } });
    expect(own.ok).toBe(true);
  });

  it('ends a lease once', async () => {
    const { a } = await open();
    await a.commit({ enqueue: [job('t1')] });
    const lease = await a.claim(claimOf);
    await a.commit({ done: lease === undefined ? [] : [lease] });

    const again = await a.commit({ done: lease === undefined ? [] : [lease] });

    expect(again).toEqual({ ok: false, failure: { kind: 'conflict' } });
  });

  it('calls back after work was enqueued through any handle', async () => {
    const { a, b } = await open();
    const heard = vi.fn();
    a.onWork(heard);
    await a.claim(claimOf);
    heard.mockClear();

    await b.commit({ enqueue: [job('t1')] });

    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  });

  it('calls back when a job becomes due later, when a lane is freed, and when a lease has ended', async () => {
    const { a, clock } = await open();
    const heard = vi.fn();
    a.onWork(heard);
    await a.commit({
      enqueue: [
        job('t1', { lane: 'books', runAt: instant(clock.now() + 90_000) }),
        job('t2', { lane: 'books', runAt: instant(clock.now() + 90_000) }),
      ],
    });

    const hearAfter = async (ms: number): Promise<void> => {
      heard.mockClear();
      clock.advance(ms);
      await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    };
    await hearAfter(90_000);
    const lease = await a.claim(claimOf);
    heard.mockClear();
    await a.commit({ done: lease === undefined ? [] : [lease] });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    await a.claim(claimOf);
    await hearAfter(claimOf.leaseMs);
  });

  it('calls back for each of several times, though nothing is called between them', async () => {
    const { a, clock } = await open();
    const heard = vi.fn();
    a.onWork(heard);
    const later = [10_000, 20_000, 90_000].map((ms) => instant(clock.now() + ms));
    await a.commit({ enqueue: later.map((runAt, index) => job(`t${index}`, { runAt })) });

    for (const runAt of later) {
      heard.mockClear();
      clock.advance(runAt - clock.now());
      await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    }
  });

  it('calls back no more once that is stopped', async () => {
    const { a } = await open();
    const stopped = vi.fn();
    const heard = vi.fn();
    const stop = a.onWork(stopped);
    a.onWork(heard);
    stop();

    await a.commit({ enqueue: [job('t1')] });

    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    expect(stopped).not.toHaveBeenCalled();
  });
}
