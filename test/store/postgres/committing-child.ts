import { companyId } from '../../../src/shared/ids.ts';
import { entry, job, put } from '../../conformance/store-port/opened.ts';
import { openStore } from './open-store.ts';

/** Commits without end from several writers, and prints each record once its commit is acknowledged. */
const store = await openStore(process.argv[2] ?? '');

await Promise.all(
  ['a', 'b', 'c', 'd'].map(async (writer) => {
    for (let n = 0; ; n += 1) {
      const record = `${writer}${n}`;
      const answer = await store.commit({
        ...put(record, {}, 'r1'),
        entries: [entry({ record }), entry({ record, company: companyId('9') })],
        enqueue: [job(record)],
      });
      if (answer.ok) process.stdout.write(`${record}\n`);
    }
  }),
);
