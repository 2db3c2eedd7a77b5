import type { Entry, History, LedgerEntry, Page } from '../../../src/ports/store.ts';
import type { LineReader } from '../ledger/ledger-files.ts';
import type { CompanyEntry } from '../ledger/line.ts';
import { pageOf, positionAfter } from '../state/page.ts';
import type { EntryIndex } from './entry-index.ts';

export async function readHistory(
  { entries, files }: { readonly entries: EntryIndex; readonly files: LineReader },
  query: History,
): Promise<Page<LedgerEntry>> {
  const page = pageOf(entries.numbers(query, positionAfter(query)), query, (n) => n);
  const items = page.items.map(async (n) => {
    const { company: _, ...entry } = await readEntry({ entries, files }, query.company, n);
    return { ...entry, entry: JSON.parse(entry.text) as Entry };
  });
  return { ...page, items: await Promise.all(items) };
}

export async function readEntry(
  { entries, files }: { readonly entries: EntryIndex; readonly files: LineReader },
  company: string,
  n: number,
): Promise<CompanyEntry> {
  const { batch } = await files.line(entries.place(company, n));
  const entry = batch.entries?.find((one) => one.company === company && one.n === n);
  if (entry === undefined) throw new Error('the index of the store does not fit its ledger');
  return entry;
}
