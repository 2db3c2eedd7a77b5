import type { Store } from '../ports/store.ts';
import type { CompanyId } from '../shared/ids.ts';
import type { Transfer } from './transfer.ts';

/** Every open transfer of a company, page by page. */
export async function* openTransfers(store: Pick<Store, 'find'>, company: CompanyId): AsyncGenerator<Transfer> {
  let cursor: string | undefined;
  do {
    const page = await store.find({
      index: 'transfers.open',
      key: company,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const row of page.items) yield row.value as unknown as Transfer;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
