import type { Entry, History, LedgerEntry, Page } from '../../../src/ports/store.ts';
import { type ChainedEntry, type ChainFault, chained, chainFault } from '../../../src/shared/chain.ts';
import { canonicalJson } from '../../../src/shared/fingerprint.ts';
import type { CompanyId } from '../../../src/shared/ids.ts';
import type { Json } from '../../../src/shared/json.ts';
import { pageOf, placeIn, positionAfter } from './page.ts';

/** The hash chains, one per company. */
export interface Ledger {
  append(entry: Entry): LedgerEntry;
  /** Takes an entry over as it stands; answers the fault when it does not continue the company's chain. */
  restore(company: CompanyId, entry: ChainedEntry): ChainFault | undefined;
  history(query: History): Page<LedgerEntry>;
  all(): readonly { readonly company: CompanyId; readonly entry: ChainedEntry }[];
}

export function createLedger(): Ledger {
  const byCompany = new Map<CompanyId, LedgerEntry[]>();
  const byTransfer = new Map<string, LedgerEntry[]>();

  const keep = (entry: LedgerEntry): void => {
    listOf(byCompany, entry.entry.company).push(entry);
    listOf(byTransfer, transferKey(entry.entry.company, entry.entry.transfer)).push(entry);
  };

  return {
    append(entry) {
      const next = chained(byCompany.get(entry.company)?.at(-1), entryText(entry));
      const kept = { ...next, entry: JSON.parse(next.text) as Entry };
      keep(kept);
      return kept;
    },
    restore(company, { n, prevHash, hash, text }) {
      const fault = faultOfNext(company, { n, prevHash, hash, text }, byCompany.get(company)?.at(-1));
      if (fault === undefined) keep({ n, prevHash, hash, text, entry: JSON.parse(text) as Entry });
      return fault;
    },
    history(query) {
      const { company, transfer } = query;
      const list = transfer === undefined ? byCompany.get(company) : byTransfer.get(transferKey(company, transfer));
      const after = positionAfter(query);
      const entries = query.order === 'newest' ? preceding(list ?? [], after) : following(list ?? [], after ?? 0);
      return pageOf(entries, query, ({ n }) => n);
    },
    all: () =>
      [...byCompany].flatMap(([company, entries]) =>
        entries.map(({ n, prevHash, hash, text }) => ({ company, entry: { n, prevHash, hash, text } })),
      ),
  };
}

/** Why an entry that comes from elsewhere does not continue the company's chain. */
export function faultOfNext(
  company: CompanyId,
  entry: ChainedEntry,
  head: Pick<ChainedEntry, 'n' | 'hash'> | undefined,
): ChainFault | undefined {
  const fault = chainFault([entry], head);
  if (fault !== undefined) return fault;
  // the hash does not cover where the line says the entry belongs, but the text does
  const belongs = (JSON.parse(entry.text) as Entry).company === company;
  return belongs ? undefined : { n: entry.n, kind: 'wrong_previous' };
}

/** What is wrong with an entry, in words. */
export const chainFaultText: { readonly [K in ChainFault['kind']]: string } = {
  missing: 'an entry before it is missing',
  wrong_previous: 'it does not continue the chain',
  wrong_hash: 'its text is not what was hashed',
};

/** The text of an entry as it is hashed and stored. */
export function entryText(entry: Entry): string {
  return canonicalJson(entry as unknown as Json);
}

function* following(list: readonly LedgerEntry[], position: number): Iterable<LedgerEntry> {
  for (let i = placeIn(list, ({ n }) => n <= position); i < list.length; i += 1) yield list[i] as LedgerEntry;
}

/** Newest first, beginning before that entry. */
function* preceding(list: readonly LedgerEntry[], position = Infinity): Iterable<LedgerEntry> {
  for (let i = placeIn(list, ({ n }) => n < position) - 1; i >= 0; i -= 1) yield list[i] as LedgerEntry;
}

function listOf<K>(lists: Map<K, LedgerEntry[]>, key: K): LedgerEntry[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function transferKey(company: string, transfer: string): string {
  return `${company} ${transfer}`;
}
