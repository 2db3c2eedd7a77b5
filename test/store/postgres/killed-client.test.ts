import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { chainFault } from '../../../src/shared/chain.ts';
import { companyId } from '../../../src/shared/ids.ts';
import { allPages, claimOf, entry, put } from '../../conformance/store-port/opened.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase } from './server.ts';

const { company } = entry();
const child = fileURLToPath(new URL('./committing-child.ts', import.meta.url));

describeWithPostgres('A process on PostgreSQL is killed in the middle of its commits', () => {
  const open = storesClosedAfterEach();

  it('leaves every acknowledged commit whole, nothing of the others, and no lock', async () => {
    const url = await freshDatabase();
    const acknowledged = await killedAfter(25, url);
    const store = await open(url);

    const entries = await allPages((cursor) => store.history(cursor === undefined ? { company } : { company, cursor }));
    const others = await store.history({ company: companyId('9'), limit: 1_000 });
    const next = await store.commit({ ...put('after', {}), entries: [entry({ record: 'after' })] });

    const recorded = entries.map(({ entry: { record } }) => record);
    expect(chainFault(entries)).toBeUndefined();
    expect(acknowledged.filter((record) => !recorded.includes(record))).toEqual([]);
    // each commit has an entry for either company, a row and a job: all of them or none
    expect(others.items.map(({ entry: { record } }) => record)).toEqual(recorded);
    for (const record of recorded) expect((await store.get('transfers', record))?.rev).toBe(1);
    expect((await store.health()).backlog.transfer).toBe(recorded.length);
    expect(recorded).toContain((await store.claim(claimOf))?.key);
    expect(next.ok).toBe(true);
  });
});

/** Starts the child, kills it when it has acknowledged so many commits; answers all that it acknowledged. */
function killedAfter(commits: number, url: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, ['--import', 'tsx', child, url], { stdio: ['ignore', 'pipe', 'inherit'] });
    const acknowledged: string[] = [];
    createInterface({ input: running.stdout })
      .on('line', (record) => {
        acknowledged.push(record);
        if (acknowledged.length === commits) running.kill('SIGKILL');
      })
      .on('close', () => resolve(acknowledged));
    running.on('error', reject);
  });
}
