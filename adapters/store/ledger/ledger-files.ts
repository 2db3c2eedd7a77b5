import type { Disk, DiskFile } from '../disk/disk.ts';
import type { StoreFormat } from '../state/format.ts';
import { decodeLine, type Line } from './line.ts';
import { ledgerFolder, monthFile, monthName, monthsIn, type Month } from './months.ts';
import type { Known, Place } from './read-tail.ts';

export interface LineReader {
  /** Throws when the line is not what was written. */
  line(place: Place): Promise<Line>;
}

/** The files of a ledger, each opened when it is first needed. */
export interface LedgerFiles extends LineReader {
  /** Opens a month to write to it; its name is durable when this resolves. */
  toWrite(month: Month): Promise<DiskFile>;
  /** Size and time of every file now. */
  stats(): Promise<Known['files']>;
  close(): Promise<void>;
}

export function ledgerFiles(disk: Disk, folder: string, format: StoreFormat): LedgerFiles {
  const opened = new Map<Month, Promise<DiskFile>>();
  const durableNames = new Set<Month>();

  let closed = false;

  const open = (month: Month): Promise<DiskFile> => {
    if (closed) throw new Error('the ledger is closed');
    const file = opened.get(month) ?? disk.open(monthFile(folder, month));
    opened.set(month, file);
    // a file that could not be opened is tried anew by the next who needs it
    file.catch(() => opened.delete(month));
    return file;
  };

  return {
    async toWrite(month) {
      const file = await open(month);
      if (!durableNames.has(month)) await disk.syncFolder(ledgerFolder(folder));
      durableNames.add(month);
      return file;
    },
    async line({ month, at, length }) {
      const file = await open(month);
      const line = decodeLine(await file.readAt(at, length), format);
      if (!line.ok) throw new Error(`${monthName(month)} is ${line.failure} at byte ${at}`);
      return line.value;
    },
    async stats() {
      const stats: { month: Month; size: number; modifiedMs: number }[] = [];
      for (const month of await monthsIn(disk, folder)) {
        const found = await disk.stat(monthFile(folder, month));
        if (found !== undefined) stats.push({ month, ...found });
      }
      return stats;
    },
    async close() {
      closed = true;
      const files = [...opened.values()];
      opened.clear();
      for (const file of await Promise.allSettled(files)) if (file.status === 'fulfilled') await file.value.close();
    },
  };
}
