import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditVerify } from '../../../adapters/cli/audit-verify.ts';
import { backup } from '../../../adapters/cli/backup.ts';
import { restore } from '../../../adapters/cli/restore.ts';
import { handClock } from '../hand-clock.ts';
import { dump } from '../lowdb/dump.ts';
import { listeningLog, openStore } from '../lowdb/open-store.ts';
import { temporaryFolders } from '../lowdb/temporary-folder.ts';
import { numbered, present } from './numbered-commits.ts';
import { said, type Said } from './said.ts';

const newFolder = temporaryFolders();
const deps = { clock: handClock(), log: listeningLog([]) };

async function paths(): Promise<{ readonly from: string; readonly saved: string; readonly to: string }> {
  const folder = await newFolder();
  return { from: join(folder, 'data'), saved: join(folder, 'saved'), to: join(folder, 'restored') };
}

function save(folder: string, to: string): Promise<Said> {
  return said(() => backup({ variables: { DATA_DIR: folder }, to, ...deps }));
}

function bringBack(from: string, folder: string): Promise<Said> {
  return said(() => restore({ variables: { DATA_DIR: folder }, from, ...deps }));
}

describe('backup', () => {
  it('saves a store that goes on committing, so that everything acknowledged before is in it', async () => {
    const { from, saved } = await paths();
    const store = await openStore({ folder: from });
    for (let n = 1; n <= 20; n += 1) await store.commit(numbered(n));

    let next = 21;
    const goesOn = Promise.all(Array.from({ length: 30 }, () => store.commit(numbered(next++))));
    const { code } = await save(from, saved);
    await goesOn;
    await store.close();

    expect(code).toBe(0);
    const copy = await openStore({ folder: saved });
    expect(await present(copy)).toEqual(expect.arrayContaining(Array.from({ length: 20 }, (_, i) => i + 1)));
    await copy.close();
  });

  it('writes over nothing, and saves nothing where there is nothing', async () => {
    const { from, saved, to } = await paths();
    const store = await openStore({ folder: from });
    await store.commit(numbered(1));
    await store.close();

    await save(from, saved);

    expect((await save(from, saved)).code).toBe(2);
    expect((await save(to, join(to, 'saved'))).code).toBe(2);
  });

  it('says when what it saved is broken', async () => {
    const { from, saved } = await paths();
    const store = await openStore({ folder: from });
    for (let n = 1; n <= 3; n += 1) await store.commit(numbered(n));
    await store.close();
    const month = join(from, 'ledger', '2026-06.jsonl');
    await writeFile(month, (await readFile(month, 'utf8')).replace('awaiting', 'approved'));

    expect(await save(from, saved)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/entry 1 of company 4401/),
    });
  });
});

describe('restore', () => {
  const transfer = {
    id: 't1',
    company: '4401',
    sageCompany: 'ACME',
    kind: 'subcontract',
    record: '7',
    round: 2,
    revision: 1,
    state: 'approved',
  };

  it('brings everything back, and has every open transfer looked up first', async () => {
    const { from, saved, to } = await paths();
    const store = await openStore({ folder: from });
    await store.commit(numbered(1));
    await store.commit({
      put: [{ collection: 'transfers', id: 't1', value: transfer, indexes: { 'transfers.open': '4401' } }],
      enqueue: [{ queue: 'transfer', key: 't1', lane: 'sage/ACME', rank: 5, runAt: handClock().now() }],
    });
    await store.close();
    await save(from, saved);

    const { code, out } = await bringBack(saved, to);
    const restored = await openStore({ folder: to });

    expect(code).toBe(0);
    expect(out).toMatch(/1 open transfer/);
    expect(await restored.get('transfers', '1')).toMatchObject({ rev: 1 });
    expect(await restored.get('transfers', 't1')).toMatchObject({
      rev: 2,
      value: { ...transfer, revision: 2, restoredAt: handClock().now() },
    });
    const lines = await dump(restored);
    expect(lines).toContainEqual({
      type: 'job',
      job: { queue: 'transfer', key: 't1', lane: 'sage/ACME', rank: 5, runAt: handClock().now() },
    });
    expect(lines).toContainEqual({
      type: 'job',
      job: { queue: 'paint', key: 't1', runAt: handClock().now(), payload: { transfer: 't1' } },
    });
    await restored.close();
    expect((await said(() => auditVerify({ variables: { DATA_DIR: to } }))).code).toBe(0);
    expect((await readdir(to)).sort()).toEqual(['ledger', 'snapshot', 'store.json']);
  });

  it('refuses a folder that holds data, and one that is in use', async () => {
    const { from, saved, to } = await paths();
    const store = await openStore({ folder: from });
    await store.commit(numbered(1));
    await save(from, saved);

    const inUse = await bringBack(saved, from);
    await store.close();
    const holdsData = await bringBack(saved, from);
    const fresh = await openStore({ folder: to });
    const inUseThoughEmpty = await bringBack(saved, to);
    await fresh.close();

    expect([inUse, holdsData, inUseThoughEmpty].map(({ code }) => code)).toEqual([2, 2, 2]);
    expect((await bringBack(saved, to)).code).toBe(0);
  });

  it('refuses a backup that is broken, and leaves nothing behind', async () => {
    const { from, saved, to } = await paths();
    const store = await openStore({ folder: from });
    for (let n = 1; n <= 3; n += 1) await store.commit(numbered(n));
    await store.close();
    await save(from, saved);
    const month = join(saved, 'ledger', '2026-06.jsonl');
    await writeFile(month, (await readFile(month, 'utf8')).replace('awaiting', 'approved'));

    expect((await bringBack(saved, to)).code).toBe(1);
    expect(await readdir(to).catch(() => 'not there')).toBe('not there');
  });
});
