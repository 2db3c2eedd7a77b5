import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import type { OpenFailure } from '../../../adapters/store/lowdb/open-failure.ts';
import { handClock } from '../hand-clock.ts';
import { listeningLog, openStore, type LoggedLine } from '../lowdb/open-store.ts';
import { numbered, present } from './numbered-commits.ts';
import { testDisk, type TestDisk } from './test-disk.ts';

const folder = '/data';
const month = `${folder}/ledger/2026-06.jsonl`;

/** A disk that a store has left on which so many commits were made, one after the other. */
async function written(commits: number, how: 'closed' | 'killed'): Promise<TestDisk> {
  const disk = testDisk();
  const store = await openStore({ folder, disk });
  for (let n = 1; n <= commits; n += 1) await store.commit(numbered(n));
  if (how === 'closed') await store.close();
  return disk.afterKill();
}

async function refusal(disk: TestDisk): Promise<OpenFailure> {
  const opened = await lowdbStore({
    folder,
    disk,
    clock: handClock(),
    log: listeningLog([]),
    onFatal: () => undefined,
  });
  if (opened.ok) throw new Error('it opened');
  return opened.failure;
}

function lineEnds(content: Buffer): readonly number[] {
  return [...content.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at);
}

describe('the end of a ledger', () => {
  it('F20: is cut wherever the last line breaks off, and that is told', { timeout: 30_000 }, async () => {
    const whole = await written(3, 'killed');
    const content = whole.content(month);
    const [, second = 0, third = 0] = lineEnds(content);

    for (let length = second + 2; length <= third; length += 1) {
      const disk = whole.afterKill();
      disk.replace(month, content.subarray(0, length));
      const lines: LoggedLine[] = [];
      const store = await openStore({ folder, disk, log: listeningLog(lines) });

      expect(await present(store)).toEqual([1, 2]);
      expect(lines).toContainEqual({
        message: 'store.tail_cut',
        fields: expect.objectContaining({ file: 'ledger/2026-06.jsonl', at: second + 1, bytes: length - second - 1 }),
      });
      expect(disk.content(`${folder}/ledger/2026-06.${second + 1}.cut`)).toEqual(content.subarray(second + 1, length));
      await store.close();
    }
  });

  it('is cut when a byte of the last line is wrong', async () => {
    const whole = await written(3, 'killed');
    const content = whole.content(month);
    const [, second = 0, third = 0] = lineEnds(content);

    for (let at = second + 1; at <= third; at += 7) {
      const disk = whole.afterKill();
      disk.replace(month, flipped(content, at));
      const store = await openStore({ folder, disk });

      expect(await present(store)).toEqual([1, 2]);
      await store.close();
    }
  });

  it('goes on after it was cut, and is whole at the next start', async () => {
    const disk = await written(3, 'killed');
    disk.replace(month, disk.content(month).subarray(0, -5));
    const store = await openStore({ folder, disk });
    await store.commit(numbered(4));
    await store.close();

    const again = await openStore({ folder, disk });

    expect(await present(again)).toEqual([1, 2, 4]);
  });
});

describe('the middle of a ledger', () => {
  it.each(['closed', 'killed'] as const)(
    'F21: stops the start when any byte is wrong, and names the entry (%s)',
    async (how) => {
      const whole = await written(5, how);
      const content = whole.content(month);
      const ends = lineEnds(content);

      await fc.assert(
        fc.asyncProperty(fc.nat((ends[3] ?? 0) - 1), async (at) => {
          const disk = whole.afterKill();
          disk.replace(month, flipped(content, at));
          const line = ends.findIndex((end) => at <= end) + 1;

          expect(await refusal(disk)).toMatchObject({
            kind: 'corrupt',
            file: 'ledger/2026-06.jsonl',
            line,
            entry: { n: line },
          });
        }),
        { numRuns: 300 },
      );
    },
  );

  it('stops the start when a line is missing', async () => {
    const disk = await written(4, 'killed');
    const content = disk.content(month);
    const [first = 0, second = 0] = lineEnds(content);
    disk.replace(month, Buffer.concat([content.subarray(0, first + 1), content.subarray(second + 1)]));

    expect(await refusal(disk)).toMatchObject({ kind: 'corrupt', line: 2, entry: { company: '4401', n: 2 } });
  });

  it('stops the start when the ledger ends before what the snapshot knows', async () => {
    const disk = await written(4, 'closed');
    const content = disk.content(month);
    disk.replace(month, content.subarray(0, (lineEnds(content)[1] ?? 0) + 1));

    expect(await refusal(disk)).toMatchObject({ kind: 'corrupt', file: 'ledger/2026-06.jsonl', line: 3 });
  });

  it('is left as it was', async () => {
    const disk = await written(4, 'killed');
    const damaged = flipped(disk.content(month), 300);
    disk.replace(month, damaged);

    await refusal(disk);

    expect(disk.content(month)).toEqual(damaged);
  });
});

describe('a data folder', () => {
  it.each(['ledger', 'all but the marker'])('is refused when it held data and %s is gone', async (gone) => {
    const disk = await written(2, 'closed');
    for (const path of disk.paths()) {
      if (gone === 'ledger' ? path.includes('/ledger/') : !path.endsWith('/store.json')) await disk.remove(path);
    }

    expect(await refusal(disk)).toEqual({ kind: 'missing_data' });
  });

  it('is refused when an earlier month is gone', async () => {
    const disk = testDisk();
    const clock = handClock();
    const store = await openStore({ folder, disk, clock });
    await store.commit(numbered(1));
    clock.advance(40 * 86_400_000);
    await store.commit(numbered(2));
    await store.close();
    await disk.remove(month);

    expect(await refusal(disk)).toMatchObject({ kind: 'corrupt' });
  });

  it('may be opened again when nothing was ever recorded in it', async () => {
    const disk = testDisk();
    await (await openStore({ folder, disk })).close();

    const again = await openStore({ folder, disk });

    expect((await again.health()).writable).toBe(true);
  });
});

function flipped(content: Buffer, at: number): Buffer {
  const damaged = Buffer.from(content);
  damaged[at] = (damaged[at] ?? 0) ^ 0x11;
  return damaged;
}
