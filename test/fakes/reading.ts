import type { LedgerEntry, Store } from '../../src/ports/store.ts';
import type { RecordId, TransferId } from '../../src/shared/ids.ts';
import { recordId } from '../../src/shared/ids.ts';
import { memoryKey } from '../../src/transfers/keys.ts';
import { readMemory, type Memory } from '../../src/transfers/memory.ts';
import type { State, Transfer } from '../../src/transfers/transfer.ts';
import { company } from '../builders.ts';

/** Every round of a record, first round first. */
export async function roundsOf(store: Store, record: RecordId = recordId('4401')): Promise<readonly Transfer[]> {
  const page = await store.find({ index: 'transfers.record', key: memoryKey(company().id, 'subcontract', record) });
  return page.items.map((row) => row.value as unknown as Transfer);
}

/** The last round of a record; throws when there is none. */
export async function lastRound(store: Store, record?: RecordId): Promise<Transfer> {
  const last = (await roundsOf(store, record)).at(-1);
  if (last === undefined) throw new Error('the record was never offered');
  return last;
}

/** The last round, which must stand in that state. */
export async function lastIn<S extends State>(
  store: Store,
  state: S,
  record?: RecordId,
): Promise<Extract<Transfer, { state: S }>> {
  const transfer = await lastRound(store, record);
  if (transfer.state !== state) throw new Error(`the transfer is ${transfer.state}, not ${state}`);
  return transfer as Extract<Transfer, { state: S }>;
}

export async function memoryOf(store: Store, record: RecordId = recordId('4401')): Promise<Memory | undefined> {
  return (await readMemory(store, company().id, 'subcontract', record)).value;
}

/** The whole ledger of the company, or of one transfer. */
export async function ledgerOf(store: Store, transfer?: TransferId): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.history({
      company: company().id,
      ...(transfer === undefined ? {} : { transfer }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    entries.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}
