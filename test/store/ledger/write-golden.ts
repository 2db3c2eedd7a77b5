import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeFormat } from '../../../adapters/store/state/format.ts';
import { companyId, transferId } from '../../../src/shared/ids.ts';
import { instant } from '../../../src/shared/dates.ts';
import { entry } from '../../conformance/store-port/opened.ts';
import { handClock } from '../hand-clock.ts';
import { dump } from '../lowdb/dump.ts';
import { openStore } from '../lowdb/open-store.ts';
import { numbered } from './numbered-commits.ts';

/** Writes the golden folder of the present format, once, before that format is released: never over a released one. */
const name = `v${storeFormat.version}`;
const golden = fileURLToPath(new URL('golden/', import.meta.url));
const folder = join(golden, name);
await rm(folder, { recursive: true, force: true });

const clock = handClock();
const store = await openStore({ folder, clock });
for (let n = 1; n <= 5; n += 1) await store.commit(numbered(n, n === 2 ? 'Müller 中文 🏗️ "quoted" \u202e \n' : ''));
clock.advance(40 * 86_400_000);
await store.commit({
  entries: [
    entry({ company: companyId('9'), transfer: transferId('other'), person: 'ann', detail: { reason: 'too "late"' } }),
    entry({ from: 'awaiting', to: 'sent_back' }),
  ],
  put: [
    { collection: 'watermarks', id: '4401/subcontract', value: { at: 1_780_000_000_000 } },
    { collection: 'transfers', id: '2', value: { state: 'synced' } },
  ],
  unique: [{ key: 'for a while', until: instant(Date.UTC(2100, 0, 1)) }],
  enqueue: [{ queue: 'transfer', key: '4', lane: 'sage/ACME', rank: 5, runAt: instant(7), payload: { a: [1, null] } }],
});
const lease = await store.claim({ queue: 'look', owner: 'one', leaseMs: 1 });
await store.commit({ done: lease === undefined ? [] : [lease] });
await store.close();
// what follows the snapshot is read from the ledger
const again = await openStore({ folder, clock, snapshotEvery: Infinity });
await again.commit(numbered(6));
await writeFile(join(golden, `${name}.dump.json`), `${JSON.stringify(await dump(again), null, 1)}\n`);
process.kill(process.pid, 'SIGKILL');
