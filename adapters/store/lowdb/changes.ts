import type { Entry } from '../../../src/ports/store.ts';
import type { Line, RowPut } from '../ledger/line.ts';
import type { Changes } from './live-state.ts';

/** What a line of the ledger says, as it was said when it was written. */
export function changesOf({ batch }: Line): Changes {
  return {
    rows: (batch.put ?? []).map(({ value, ...row }) => ({ ...row, text: JSON.stringify(value) })),
    keys: batch.unique ?? [],
    entries: (batch.entries ?? []).map(({ company, n, hash, text }) => {
      return { company, n, hash, transfer: (JSON.parse(text) as Entry).transfer };
    }),
    done: batch.done ?? [],
    jobs: batch.enqueue ?? [],
  };
}

export type RowText = Omit<RowPut, 'value'> & { readonly text: string };

/** The text of a put; the value is text already and is not made anew. */
export function putText({ collection, id, rev, sequence, indexes, text }: RowText): string {
  const head = JSON.stringify({ collection, id, rev, sequence, indexes });
  return `${head.slice(0, -1)},"value":${text}}`;
}

/** A batch of parts that are text already; lists that hold nothing are left out. */
export function batchText(lists: { readonly [name: string]: readonly string[] }): string {
  const members = Object.entries(lists).filter(([, items]) => items.length > 0);
  return `{${members.map(([name, items]) => `"${name}":[${items.join()}]`).join()}}`;
}
