import { join } from 'node:path';
import type { Disk } from '../disk/disk.ts';
import { ledgerFolder, monthFile, monthName, monthsIn } from './months.ts';
import type { Position } from './read-tail.ts';

export interface Cut {
  /** Such as `ledger/2026-06.jsonl`. */
  readonly file: string;
  /** From which byte on the file was cut. */
  readonly at: number;
  readonly bytes: number;
  /** Where the bytes are kept, in case a person wants to know what they were; not when there was no room. */
  readonly kept: string | undefined;
}

/** Cuts off what follows the last good line, in its file and those after it. */
export async function cutTail(disk: Disk, folder: string, last: Position | undefined): Promise<readonly Cut[]> {
  const cuts: Cut[] = [];
  for (const month of await monthsIn(disk, folder)) {
    if (month < (last?.month ?? '')) continue;
    const at = month === last?.month ? last.offset : 0;
    const file = await disk.open(monthFile(folder, month));
    try {
      const bytes = (await file.size()) - at;
      if (bytes <= 0) continue;
      const name = `${month}.${at}.cut`;
      const kept = await keep(disk, join(ledgerFolder(folder), name), await file.readAt(at, bytes));
      await file.truncate(at);
      await file.sync();
      cuts.push({ file: monthName(month), at, bytes, kept: kept ? `ledger/${name}` : undefined });
    } finally {
      await file.close();
    }
  }
  return cuts;
}

async function keep(disk: Disk, path: string, bytes: Buffer): Promise<boolean> {
  try {
    const file = await disk.open(path);
    try {
      const written = await file.write(bytes, 0);
      await file.sync();
      return written === bytes.length;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
