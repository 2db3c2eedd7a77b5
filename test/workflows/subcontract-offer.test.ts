import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import { procoreUserId, recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { shownLines } from '../../src/transfers/offer.ts';
import { procoreLine, start } from '../builders.ts';
import { document } from '../transfers/transfer-builders.ts';
import { offeredAs } from './looked-at.ts';

const lineOf = (n: number, changes: Parameters<typeof procoreLine>[0] = {}) =>
  procoreLine({ id: recordId(String(1_000 + n)), position: n, amount: cents(100), ...changes });

describe('the document of a subcontract', () => {
  it('is named by its fingerprint', async () => {
    const { offer } = await offeredAs();

    expect(offer.fingerprint).toBe(fingerprintOf('subcontract', document));
  });

  it('is the same in whatever order Procore lists the lines', async () => {
    const [first, second] = [lineOf(1), lineOf(2, { costCode: '3310' })];
    const one = await offeredAs({ record: { lines: [first, second] } });
    const other = await offeredAs({ record: { lines: [second, first] } });

    expect(other.offer.fingerprint).toBe(one.offer.fingerprint);
  });

  it('pads cost codes, names a line without words by its code, and strips what hides', async () => {
    const lines = [lineOf(1, { costCode: '03300', description: '' }), lineOf(2, { description: 'Foot\u202eings\n' })];

    const { document: written } = await offeredAs({ record: { lines, number: ' SC\u200b-9 ', title: 'Cafe\u0301' } });

    expect(written).toMatchObject({
      ...{ number: 'SC-9', description: 'Caf\u00e9' },
      lines: [{ costCode: '3300.000', description: 'Code 3300' }, { description: 'Footings' }],
    });
  });

  it('keeps negative lines, and no retainage is zero', async () => {
    const lines = [lineOf(1, { amount: cents(500) }), lineOf(2, { amount: cents(-200) })];

    const { document: written, offer } = await offeredAs({ record: { lines, retainage: undefined } });

    expect(written).toMatchObject({ retainageBasisPoints: 0, lines: [{ cents: 500 }, { cents: -200 }] });
    expect(offer.checks).toEqual([]);
  });

  it.each([
    ['the date', { contractDate: undefined }],
    ['a line', { lines: [] }],
    ['a code', { lines: [lineOf(1, { costCode: '9' })] }],
    ['the vendor', { vendor: undefined }],
  ])('does not exist while %s is missing, and neither does its fingerprint', async (_what, record) => {
    const { document: written, offer } = await offeredAs({ record });

    expect(written).toBeUndefined();
    expect(offer).not.toHaveProperty('fingerprint');
  });
});

describe('what the card of a subcontract says', () => {
  it('is the vendor in both systems, the job, and what is left of the budget after it', async () => {
    const { offer } = await offeredAs();
    const facts = Object.fromEntries(offer.facts.map(({ name, value }) => [name, value]));

    expect(facts).toMatchObject({
      vendor: { text: 'Ridgeline Concrete LLC (Sage 217)' },
      job: { text: 'Harbor Street Medical Office (1042)' },
      amount: { cents: 40_000_00 },
      retainage: { basisPoints: 1_000 },
      contract_date: { date: '2026-05-20' },
      budget_left_after: { cents: 960_000_00 },
      insurance: { word: 'unknown' },
    });
  });

  it('is what is left of each code after all its lines together', async () => {
    const lines = [lineOf(1), lineOf(2), lineOf(3, { costCode: '3310' })];

    const { offer } = await offeredAs({ record: { lines } });

    expect(offer.table.rows.map((row) => row.at(-1))).toEqual([
      ...[499_998_00, 499_998_00, 499_999_00].map((left) => ({ type: 'money', cents: left })),
    ]);
  });

  it('is the first lines only, with how many there are; the document has them all', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => lineOf(index));

    const { offer, document: written } = await offeredAs({ record: { lines } });

    expect(offer.table).toMatchObject({ total: 5_000, rows: { length: shownLines }, refs: { length: shownLines } });
    expect(written?.['lines']).toHaveLength(5_000);
  });

  it('is what Procore says while Sage is away', async () => {
    const { offer } = await offeredAs({
      otherwise: ({ sage }) => (sage.down = { kind: 'unreachable', retryAfterMs: undefined }),
    });

    expect(offer.subject).toMatchObject({ number: 'SC-004', amount: 40_000_00, jobNumber: '1042' });
    expect(offer.facts.find(({ name }) => name === 'budget_left_after')?.value).toEqual({
      type: 'word',
      word: 'unknown',
    });
  });

  it('keeps that it is private', async () => {
    expect((await offeredAs({ record: { private: true } })).offer.subject.private).toBe(true);
  });

  it('decides the band by the size of the amount', async () => {
    const lines = [lineOf(1, { amount: cents(-60_000_00) })];

    expect((await offeredAs({ record: { lines } })).offer.bandCents).toBe(60_000_00);
  });

  it('lets others have their turn while thousands of lines are looked at', async () => {
    let taken = 0;
    const turns = { next: async () => void (taken += 1) };
    const lines = Array.from({ length: 5_000 }, (_, n) => lineOf(n + 1));
    const few = await offeredAs({ record: { lines: lines.slice(0, 2) }, turns });
    const forFew = taken;

    const many = await offeredAs({ record: { lines }, turns });

    expect(few.offer.fingerprint).toBeDefined();
    expect(many.offer.fingerprint).toBe(fingerprintOf('subcontract', many.document ?? {}));
    expect(forFew).toBeGreaterThan(0);
    expect(taken - forFew).toBeGreaterThan(forFew + 5);
  });

  it('names everybody who wrote it', async () => {
    const { offer } = await offeredAs({ edits: [{ user: procoreUserId('501'), at: start }] });

    expect(offer.authors).toEqual({ users: ['503', '501'], lastEditor: '501', lastEditorKnown: true });
  });
});
