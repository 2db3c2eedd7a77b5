import { sha256Hex } from './fingerprint.ts';

/** Where a company's ledger begins. */
export const genesisHash = '0'.repeat(64);

/** One entry as it is stored. `text` is the exact UTF-8 text that was hashed and is never re-serialised. */
export interface ChainedEntry {
  /** 1 for the first entry of a company. */
  readonly n: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly text: string;
}

/** Links one more text to a company's chain. Both stores use it, so that a chain moves between them byte for byte. */
export function chained(head: Pick<ChainedEntry, 'n' | 'hash'> | undefined, text: string): ChainedEntry {
  const n = (head?.n ?? 0) + 1;
  const prevHash = head?.hash ?? genesisHash;
  return { n, prevHash, hash: entryHash(n, prevHash, text), text };
}

function entryHash(n: number, prevHash: string, text: string): string {
  return sha256Hex(`${n}\n${prevHash}\n${text}`);
}

export type ChainFault = { readonly n: number; readonly kind: 'missing' | 'wrong_previous' | 'wrong_hash' };

/** Walks a company's chain from the head given (or its start); `undefined` when every entry holds. */
export function chainFault(
  entries: Iterable<ChainedEntry>,
  after?: Pick<ChainedEntry, 'n' | 'hash'>,
): ChainFault | undefined {
  let head = after;
  for (const entry of entries) {
    const n = (head?.n ?? 0) + 1;
    if (entry.n !== n) return { n, kind: 'missing' };
    if (entry.prevHash !== (head?.hash ?? genesisHash)) return { n, kind: 'wrong_previous' };
    if (entry.hash !== entryHash(entry.n, entry.prevHash, entry.text)) return { n, kind: 'wrong_hash' };
    head = entry;
  }
  return undefined;
}
