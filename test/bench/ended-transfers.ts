import type { Commit, Store } from '../../src/ports/store.ts';
import { instant } from '../../src/shared/dates.ts';
import { companyId, transferId } from '../../src/shared/ids.ts';

export const company = companyId('562949953421312');

/** About what one transition of a transfer puts: 1.5 kB and its ledger entry. */
export function transition(n: number, open: boolean, rev: number): Commit {
  const id = `transfer${n}`;
  return {
    expect: [{ collection: 'transfers', id, rev }],
    put: [
      {
        collection: 'transfers',
        id,
        value: { id, state: open ? 'awaiting' : 'synced', filler: 'x'.repeat(1_300) },
        indexes: { 'transfers.record': `${company}/subcontract/${n}`, ...(open ? { 'transfers.open': company } : {}) },
      },
    ],
    entries: [
      {
        at: instant(n),
        company,
        transfer: transferId(id),
        kind: 'subcontract',
        record: String(n),
        round: 1,
        from: '',
        to: open ? 'awaiting' : 'synced',
      },
    ],
  };
}

/** Puts ended transfers into a store, many at a time. */
export async function fillWithEnded(
  store: Store,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  for (let filled = from; filled < to;) {
    const batch = Array.from({ length: Math.min(500, to - filled) }, (_, index) =>
      must(store.commit(transition(filled + index, false, 0))),
    );
    await Promise.all(batch);
    filled += batch.length;
  }
}

export async function must(commit: ReturnType<Store['commit']>): Promise<void> {
  const done = await commit;
  if (!done.ok) throw new Error(done.failure.kind);
}
