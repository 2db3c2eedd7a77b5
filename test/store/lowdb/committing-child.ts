import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { numbered } from '../ledger/numbered-commits.ts';
import { listeningLog } from './open-store.ts';

/** Commits without end, and says each number once it is durable. To be killed. */
const [folder = '', from = '1'] = process.argv.slice(2);
const opened = await lowdbStore({
  folder,
  clock: systemClock(new AbortController().signal),
  log: listeningLog([]),
  onFatal: () => process.exit(3),
  snapshotEvery: 20,
});
if (!opened.ok) {
  process.stdout.write(`${JSON.stringify(opened.failure)}\n`);
  process.exit(4);
}
const store = opened.value;
let next = Number(from);

async function commitOn(): Promise<never> {
  for (;;) {
    const n = next;
    next += 1;
    const answer = await store.commit(numbered(n, 'x'.repeat(500)));
    if (answer.ok) process.stdout.write(`${n}\n`);
  }
}

await Promise.all([commitOn(), commitOn(), commitOn()]);
