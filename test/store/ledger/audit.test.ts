import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditExport } from '../../../adapters/cli/audit-export.ts';
import { auditVerify } from '../../../adapters/cli/audit-verify.ts';
import { sealed } from '../../../adapters/store/ledger/sealed.ts';
import type { Store } from '../../../src/ports/store.ts';
import { entry } from '../../conformance/store-port/opened.ts';
import { openStore } from '../lowdb/open-store.ts';
import { temporaryFolders } from '../lowdb/temporary-folder.ts';
import { numbered } from './numbered-commits.ts';
import { said } from './said.ts';

const newFolder = temporaryFolders();

interface Bot {
  readonly store: Store;
  readonly variables: { readonly DATA_DIR: string };
  readonly month: string;
}

/** A bot that runs and has recorded so much. */
async function running(commits: number): Promise<Bot> {
  const folder = await newFolder();
  const store = await openStore({ folder });
  for (let n = 1; n <= commits; n += 1) await store.commit(numbered(n));
  return { store, variables: { DATA_DIR: folder }, month: join(folder, 'ledger', '2026-06.jsonl') };
}

describe('audit verify', () => {
  it('ends 0 for a whole ledger, while the bot runs and after it', async () => {
    const { store, variables } = await running(3);

    const meanwhile = await said(() => auditVerify({ variables }));
    await store.close();
    const after = await said(() => auditVerify({ variables }));

    expect(meanwhile).toMatchObject({ code: 0, errors: '' });
    expect(meanwhile.out).toMatch(/3 lines[^]*Company 4401: 3 entries, head 3:[0-9a-f]{64}/);
    expect(after).toEqual(meanwhile);
  });

  it('ends 0 while a line is being written', async () => {
    const { variables, month } = await running(2);
    await appendFile(month, '{"sum":"12');

    expect(await said(() => auditVerify({ variables }))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/10 bytes/),
    });
  });

  const edits: Readonly<Record<string, (lines: readonly string[]) => readonly string[]>> = {
    'a letter of an entry': (lines) => edited(lines, 1, (line) => line.replace('awaiting', 'approved')),
    'a letter of an entry with a checksum that fits': (lines) =>
      edited(lines, 1, (line) => resealed(line.replace('awaiting', 'approved'))),
    'what is not an entry': (lines) => edited(lines, 1, (line) => line.replace('"filler":""', '"filler":"x"')),
    'that a line is gone': (lines) => lines.filter((_, i) => i !== 1),
    'that two lines are exchanged': ([one = '', two = '', three = '', ...rest]) => [one, three, two, ...rest],
    'bytes that mean nothing': (lines) => edited(lines, 1, () => '\u0000\u0000\u0000'),
  };

  it.each(Object.entries(edits))('F21: ends 1 for %s, and names the entry', async (_name, edit) => {
    const { variables, month } = await running(4);
    const lines = (await readFile(month, 'utf8')).trimEnd().split('\n');
    await writeFile(month, `${edit(lines).join('\n')}\n`);

    const verified = await said(() => auditVerify({ variables }));

    expect(verified).toMatchObject({ code: 1, out: '' });
    expect(verified.errors).toMatch(/broken at ledger\/2026-06\.jsonl, line 2 \(entry \d of company 4401\)/);
    expect(verified.errors).toMatch(/entry [23] of/);
  });

  it('ends 1 when the end was cut off and the head was noted elsewhere', async () => {
    const { store, variables, month } = await running(3);
    const [, three = ''] = /head (3:[0-9a-f]{64})/.exec((await said(() => auditVerify({ variables }))).out) ?? [];
    await store.commit(numbered(4));
    const whole = await said(() => auditVerify({ variables, head: three }));
    await store.close();

    const lines = (await readFile(month, 'utf8')).split('\n');
    await truncate(month, `${lines.slice(0, 2).join('\n')}\n`.length);

    expect(whole.code).toBe(0);
    expect((await said(() => auditVerify({ variables }))).code).toBe(0);
    expect(await said(() => auditVerify({ variables, head: three }))).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/cut off/),
    });
  });

  it('ends 2 when there is nothing to read', async () => {
    const folder = await newFolder();

    const nothing = await said(() => auditVerify({ variables: { DATA_DIR: join(folder, 'nowhere') } }));
    const wrongHead = await said(() => auditVerify({ variables: { DATA_DIR: folder }, head: 'x' }));
    await mkdir(join(folder, 'ledger', '2026-06.jsonl'), { recursive: true });
    const unreadable = await said(() => auditVerify({ variables: { DATA_DIR: folder } }));
    const database = await said(() => auditVerify({ variables: { DATABASE_URL: 'postgres://x' } }));

    expect([nothing, wrongHead, unreadable, database].map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(database.errors).not.toContain('postgres://x');
  });
});

describe('audit export', () => {
  const told = entry({
    at: entry().at,
    from: 'awaiting',
    to: 'approved',
    fingerprint: 'f'.repeat(64),
    operationKey: 'a'.repeat(64),
    person: 'ann',
    detail: { reason: 'not told' },
  });

  it('prints a line of JSON for each entry', async () => {
    const { store, variables } = await running(1);
    await store.commit({ entries: [told] });

    const { code, out } = await said(() => auditExport({ variables, format: 'json' }));

    const { detail: _, ...fields } = told;
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { ...entry(), n: 1, at: '2026-05-28T20:26:40.000Z' },
      { ...fields, n: 2, at: '2026-05-28T20:26:40.000Z' },
    ]);
  });

  it('B13: prints a table that no spreadsheet takes for formulas', async () => {
    const { store, variables } = await running(0);
    await store.commit({ entries: [entry({ person: '=HYPERLINK("http://x","y")', record: '-1+2', kind: 'a,b' })] });

    const { out } = await said(() => auditExport({ variables, format: 'csv' }));

    expect(out).toBe(
      'n,at,company,transfer,kind,record,round,from,to,fingerprint,operationKey,person\r\n' +
        `1,2026-05-28T20:26:40.000Z,4401,t1,"a,b",'-1+2,1,,awaiting,,,"'=HYPERLINK(""http://x"",""y"")"\r\n`,
    );
  });

  it('prints what holds before a break, and ends 1', async () => {
    const { variables, month } = await running(3);
    const lines = (await readFile(month, 'utf8')).trimEnd().split('\n');
    await writeFile(month, `${edited(lines, 2, () => '{}').join('\n')}\n`);

    const { code, out, errors } = await said(() => auditExport({ variables, format: 'json' }));

    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toHaveLength(2);
    expect(errors).toMatch(/entry 3 of company 4401/);
  });
});

function edited(lines: readonly string[], at: number, edit: (line: string) => string): readonly string[] {
  return lines.map((line, i) => (i === at ? edit(line) : line));
}

function resealed(line: string): string {
  const { sum: _, ...members } = JSON.parse(line) as Record<string, unknown>;
  return sealed(JSON.stringify(members)).toString();
}
