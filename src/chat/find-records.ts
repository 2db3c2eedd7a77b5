import { normalNumber } from '../shared/text.ts';
import { numberKey } from '../transfers/keys.ts';
import { readTransfer, type Memory } from '../transfers/memory.ts';
import type { Transfer } from '../transfers/transfer.ts';
import type { Talk } from './talk.ts';

export interface KnownRecord {
  readonly memory: Memory;
  /** The last transfer, when there was one. */
  readonly transfer: Transfer | undefined;
}

/** Records with that number, in every company. */
export async function recordsByNumber(talk: Talk, number: string): Promise<readonly KnownRecord[]> {
  const found: KnownRecord[] = [];
  for (const { company } of talk.sites()) {
    const page = await talk.store.find({
      index: 'records.number',
      key: numberKey(company.id, normalNumber(number)),
      order: 'newest',
    });
    for (const row of page.items) {
      const memory = row.value as unknown as Memory;
      const transfer =
        memory.transfer === undefined ? undefined : (await readTransfer(talk.store, memory.transfer)).value;
      found.push({ memory, transfer });
    }
  }
  return found;
}

/** Transfers that have not ended, oldest first. */
export async function openTransfers(talk: Talk): Promise<readonly Transfer[]> {
  const open: Transfer[] = [];
  for (const { company } of talk.sites()) {
    let cursor: string | undefined;
    do {
      const page = await talk.store.find({
        index: 'transfers.open',
        key: company.id,
        ...(cursor === undefined ? {} : { cursor }),
      });
      open.push(...page.items.map((row) => row.value as unknown as Transfer));
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return open;
}
