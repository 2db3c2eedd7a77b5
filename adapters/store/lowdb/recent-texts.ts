import type { LiveRow } from './live-row.ts';

/** Values of rows that were put lately: what was just written is often read at once. */
export interface RecentTexts {
  put(row: Pick<LiveRow, 'sequence' | 'rev' | 'text'>): void;
  /** `undefined` when the ledger must be asked. */
  text(row: Pick<LiveRow, 'sequence' | 'rev'>): string | undefined;
  forget(row: Pick<LiveRow, 'sequence'>): void;
}

const most = 1_000;

export function createRecentTexts(): RecentTexts {
  const texts = new Map<number, { readonly rev: number; readonly text: string }>();

  return {
    put({ sequence, rev, text }) {
      texts.delete(sequence);
      texts.set(sequence, { rev, text });
      const [oldest] = texts.keys();
      if (texts.size > most && oldest !== undefined) texts.delete(oldest);
    },
    text({ sequence, rev }) {
      const kept = texts.get(sequence);
      return kept?.rev === rev ? kept.text : undefined;
    },
    forget: ({ sequence }) => void texts.delete(sequence),
  };
}
