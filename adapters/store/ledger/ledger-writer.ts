import { join } from 'node:path';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Disk, DiskFile } from '../disk/disk.ts';
import type { StoreFormat } from '../state/format.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { encodeLine } from './line.ts';
import { ledgerFolder, monthOf, type Month } from './months.ts';
import type { Place, Position } from './read-tail.ts';

/** Appends to a ledger, one group of lines at a time. */
export interface LedgerWriter {
  /** After the last line that is durable. */
  position(): Position | undefined;
  /**
   * Makes the lines durable together. Fails when nothing of them stands on the disk; throws `OutcomeUnknownError` when
   * it cannot be known, and from then on always.
   */
  append(batchTexts: readonly string[], at: number): Promise<Result<readonly Place[], 'not_recorded'>>;
  /** `false` after a group could not be recorded, until one could or `probe` found space again. */
  writable(): boolean;
  /** When the last try failed, looks whether there is space now. */
  probe(): Promise<boolean>;
}

/** Some of what was written may be durable or not: only a restart, which reads the disk again, can tell. */
export class OutcomeUnknownError extends Error {
  constructor(options?: ErrorOptions) {
    super('the disk did not say whether it kept what was written', options);
    this.name = 'OutcomeUnknownError';
  }
}

/** Room for some large commits: a disk on which only less is free would refuse the next one. */
const probeBytes = 64 * 1024;

export function ledgerWriter(
  { disk, folder, format }: { readonly disk: Disk; readonly folder: string; readonly format: StoreFormat },
  files: LedgerFiles,
  start: Position | undefined,
): LedgerWriter {
  let position = start;
  let writable = true;
  let broken: OutcomeUnknownError | undefined;

  const orBreak = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      broken = new OutcomeUnknownError({ cause: error });
      throw broken;
    }
  };
  const write = async (month: Month, bytes: Buffer, at: number): Promise<DiskFile | undefined> => {
    let file: DiskFile | undefined;
    try {
      file = await files.toWrite(month);
      if ((await file.write(bytes, at)) === bytes.length) return file;
    } catch {
      // what matters is only what of it stands in the file
    }
    await orBreak(() => takeBack(file, at));
    return undefined;
  };

  return {
    position: () => position,
    async append(batchTexts, at) {
      if (broken !== undefined) throw broken;
      // a clock that is set back must not let a later line stand in an earlier file
      const month = latest(monthOf(at), position?.month);
      const from = month === position?.month ? position.offset : 0;
      const lines = batchTexts.map((text, i) => {
        const seq = (position?.seq ?? 0) + 1 + i;
        return encodeLine({ v: format.version, seq, group: [(position?.group[0] ?? 0) + 1, i], at }, text);
      });
      const bytes = Buffer.concat(lines);
      const file = await write(month, bytes, from);
      writable = file !== undefined;
      if (file === undefined) return fail('not_recorded');
      await orBreak(() => file.sync());

      const places = placesOf(lines, month, from);
      position = {
        month,
        offset: from + bytes.length,
        seq: (position?.seq ?? 0) + lines.length,
        group: [(position?.group[0] ?? 0) + 1, lines.length - 1],
      };
      return ok(places);
    },
    writable: () => writable && broken === undefined,
    async probe() {
      if (!writable && broken === undefined) writable = await hasRoom(disk, join(ledgerFolder(folder), 'probe'));
      return writable && broken === undefined;
    },
  };
}

function latest(now: Month, last: Month | undefined): Month {
  return last !== undefined && last > now ? last : now;
}

/** Cuts off what was written of a group; durably, for it must not come back after it was said to be lost. */
async function takeBack(file: DiskFile | undefined, offset: number): Promise<void> {
  if (file === undefined || (await file.size()) <= offset) return;
  await file.truncate(offset);
  await file.sync();
}

function placesOf(lines: readonly Buffer[], month: Month, from: number): readonly Place[] {
  let at = from;
  return lines.map((line) => {
    const place = { month, at, length: line.length - 1 };
    at += line.length;
    return place;
  });
}

async function hasRoom(disk: Disk, path: string): Promise<boolean> {
  try {
    const file = await disk.open(path);
    try {
      const written = await file.write(Buffer.alloc(probeBytes, '.'), 0);
      await file.sync();
      return written === probeBytes;
    } finally {
      await file.close();
      await disk.remove(path);
    }
  } catch {
    return false;
  }
}
