import { describe, expect, it } from 'vitest';
import { instant } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import { isSweepDue } from '../../src/transfers/sweep.ts';
import { contractOf, start } from '../builders.ts';
import { lastRound, roundsOf } from '../fakes/reading.ts';
import { offered } from './offered.ts';

const chicago = 'America/Chicago';
const at = (iso: string): ReturnType<typeof instant> => instant(Date.parse(iso));
const hourMs = 3_600_000;

/** Turns a clock through these local hours and counts the sweeps. */
function sweepsBetween(from: string, to: string, jumps: (now: number) => number = (now) => now): readonly string[] {
  const swept: string[] = [];
  let sweptOn: string | undefined = '2000-01-01';
  for (let now = Date.parse(from); now < Date.parse(to); now += 10 * 60_000) {
    const shown = instant(jumps(now));
    if (!isSweepDue(sweptOn, shown, chicago, 2)) continue;
    sweptOn = new Intl.DateTimeFormat('en-CA', { timeZone: chicago }).format(shown);
    swept.push(sweptOn);
  }
  return swept;
}

describe('the nightly sweep', () => {
  it('F13: runs once a local day in the night without a second hour', () => {
    expect(sweepsBetween('2026-03-07T06:00:00Z', '2026-03-10T05:00:00Z')).toEqual([
      '2026-03-07',
      '2026-03-08',
      '2026-03-09',
    ]);
  });

  it('F13: runs once in the night that has an hour twice', () => {
    expect(sweepsBetween('2026-10-31T05:00:00Z', '2026-11-03T06:00:00Z')).toEqual([
      '2026-10-31',
      '2026-11-01',
      '2026-11-02',
    ]);
  });

  it('F13: is neither doubled nor skipped when the clock jumps back or forward an hour, or on a leap day', () => {
    const back = (now: number): number => (now > Date.parse('2026-05-02T07:30:00Z') ? now - hourMs : now);
    const forward = (now: number): number => (now > Date.parse('2026-05-02T06:30:00Z') ? now + hourMs : now);

    expect(sweepsBetween('2026-05-01T12:00:00Z', '2026-05-03T05:00:00Z', back)).toEqual(['2026-05-01', '2026-05-02']);
    expect(sweepsBetween('2026-05-01T12:00:00Z', '2026-05-03T04:00:00Z', forward)).toEqual([
      '2026-05-01',
      '2026-05-02',
    ]);
    expect(sweepsBetween('2028-02-28T12:00:00Z', '2028-03-01T12:00:00Z')).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
  });

  it('goes on when a clock that ran a year ahead is put right', () => {
    expect(isSweepDue('2027-05-01', at('2026-05-01T05:30:00Z'), chicago, 2)).toBe(true);
    expect(isSweepDue('2026-05-02', at('2026-05-01T12:00:00Z'), chicago, 2)).toBe(false);
  });

  it('finds what no webhook told and no poll listed', async () => {
    const bot = await offered();
    bot.procore.put(
      contractOf(5_000_00, { id: recordId('4402'), number: 'SC-005', updatedAt: instant(start - 90 * 86_400_000) }),
    );
    await bot.poll();
    const before = await roundsOf(bot.store, recordId('4402'));
    bot.clock.advance(86_400_000);
    await bot.poll();

    expect([before.length, (await roundsOf(bot.store, recordId('4402'))).length]).toEqual([0, 1]);
  });

  it('finds that a record of an open transfer is in no list any more', async () => {
    const bot = await offered();
    bot.procore.lose(recordId('4401'));
    bot.clock.advance(86_400_000);
    await bot.poll();

    expect((await lastRound(bot.store)).state).toBe('withdrawn');
  });

  it('looks at nothing that it knows as it is', async () => {
    const bot = await offered();
    bot.clock.advance(86_400_000);
    const before = bot.procore.calls.get('subcontract');
    await bot.poll();

    expect(bot.procore.calls.get('subcontract')).toBe(before);
  });
});
