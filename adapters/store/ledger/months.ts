import { join } from 'node:path';
import type { Disk } from '../disk/disk.ts';

/** A calendar month of UTC, `YYYY-MM`; the months of a ledger are in order as text. */
export type Month = string;

export function monthOf(ms: number): Month {
  return new Date(ms).toISOString().slice(0, 7);
}

export function ledgerFolder(folder: string): string {
  return join(folder, 'ledger');
}

export function monthFile(folder: string, month: Month): string {
  return join(ledgerFolder(folder), `${month}.jsonl`);
}

/** How a month's file is called where people read it, whatever the system's separator. */
export function monthName(month: Month): string {
  return `ledger/${month}.jsonl`;
}

export async function monthsIn(disk: Disk, folder: string): Promise<readonly Month[]> {
  const names = await disk.list(ledgerFolder(folder));
  return names.flatMap((name) => /^(\d{4}-\d{2})\.jsonl$/.exec(name)?.[1] ?? []);
}
