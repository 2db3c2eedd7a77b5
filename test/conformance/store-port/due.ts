import { expect, it } from 'vitest';
import { instant } from '../../../src/shared/dates.ts';
import { claimOf, job, type Open } from './opened.ts';

export function due(open: Open): void {
  it('counts what is due or being worked on, and not what waits for its time', async () => {
    const { a, b, clock } = await open();
    const now = clock.now();
    const later = instant(now + 60_000);
    await a.commit({ enqueue: [job('t1', { runAt: instant(now - 5_000) }), job('t2', { runAt: now })] });
    await a.commit({ enqueue: [job('t3', { runAt: later }), { queue: 'paint', key: 'c1', runAt: later }] });

    expect(await b.due(clock.now())).toEqual({ transfer: { jobs: 2, oldest: instant(now - 5_000) } });
    expect(await b.due(later)).toEqual({
      transfer: { jobs: 3, oldest: instant(now - 5_000) },
      paint: { jobs: 1, oldest: later },
    });
  });

  it('counts a job that is being worked on, also when it was asked for again for later', async () => {
    const { a, clock } = await open();
    await a.commit({ enqueue: [job('t1')] });
    const lease = await a.claim(claimOf);
    await a.commit({ enqueue: [job('t1', { runAt: instant(clock.now() + 60_000) })] });

    const meanwhile = await a.due(clock.now());
    await a.commit({ done: lease === undefined ? [] : [lease] });

    expect(meanwhile.transfer?.jobs).toBe(1);
    expect(await a.due(clock.now())).toEqual({});
  });

  it('counts nothing of a job that was put back for later, until its time comes', async () => {
    const { a, clock } = await open();
    await a.commit({ enqueue: [job('t1')] });
    const lease = await a.claim(claimOf);
    const again = instant(clock.now() + 60_000);
    await a.commit({ done: lease === undefined ? [] : [{ ...lease, again }] });

    expect(await a.due(clock.now())).toEqual({});
    clock.advance(60_000);
    expect((await a.due(clock.now())).transfer).toEqual({ jobs: 1, oldest: again });
  });
}
