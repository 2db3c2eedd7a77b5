import { join } from 'node:path';
import { DiskError, type Disk } from '../disk/disk.ts';
import { ledgerFolder, monthFile, monthsIn } from './months.ts';

const chunkBytes = 4 * 1024 * 1024;

/** Copies the ledger of one folder into another, durably. What is appended meanwhile may come along or not. */
export async function copyLedger(disk: Disk, from: string, to: string): Promise<void> {
  await disk.makeFolder(ledgerFolder(to));
  for (const month of await monthsIn(disk, from)) await copyFile(disk, monthFile(from, month), monthFile(to, month));
  await disk.syncFolder(ledgerFolder(to));
  await disk.syncFolder(to);
}

async function copyFile(disk: Disk, from: string, to: string): Promise<void> {
  const source = await disk.openToRead(from);
  try {
    const target = await disk.open(to);
    try {
      for (let at = 0; ;) {
        const bytes = await source.readAt(at, chunkBytes);
        if (bytes.length === 0) break;
        if ((await target.write(bytes, at)) < bytes.length) throw new DiskError('ENOSPC', to);
        at += bytes.length;
      }
      // a group that could not be recorded was taken back while it was copied
      if ((await source.size()) < (await target.size())) await target.truncate(await source.size());
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Where copies stand that the store makes of itself. */
export function backupsFolder(folder: string): string {
  return join(folder, 'backups');
}
