import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/json.ts';
import { differences, readBackDifferences } from '../../src/transfers/difference.ts';
import { document } from './transfer-builders.ts';

const [footings, slab] = document['lines'] as readonly [JsonObject, JsonObject];

const line = fc.record({
  lineRef: fc.constantFrom('1', '2', '3', '4', '5'),
  description: fc.constantFrom('a', 'b', 'c'),
  costCode: fc.constantFrom('1.000', '2.000'),
  cents: fc.integer({ min: -3, max: 3 }),
});
const written = fc.record({
  number: fc.constantFrom('SC-1', 'SC-2'),
  date: fc.constantFrom('2026-01-01', '2026-01-02'),
  lines: fc.uniqueArray(line, { selector: ({ lineRef }) => lineRef, maxLength: 4 }),
});

type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

describe('two versions of a document', () => {
  it('have no difference when they are the same, whatever the order of the lines', () => {
    fc.assert(
      fc.property(written, (one) => {
        expect(differences(one, one)).toEqual([]);
        expect(differences(one, { ...one, lines: [...one.lines].reverse() })).toEqual([]);
      }),
    );
  });

  it('have at least one difference when the header, or the lines by what they say, differ', () => {
    const said = ({ lines, ...header }: Written): string =>
      JSON.stringify([header, lines.map(({ lineRef: _ref, ...rest }) => JSON.stringify(rest)).sort()]);

    fc.assert(
      fc.property(written, written, (one, other) => {
        fc.pre(said(one) !== said(other));
        expect(differences(one, other).length).toBeGreaterThan(0);
      }),
    );
  });

  it('differ by the fields that changed, with both values', () => {
    const other = { ...document, date: '2026-05-21', lines: [{ ...footings, cents: 30_000_01 }, slab] };

    expect(differences(document, other)).toEqual([
      { line: '', field: 'date', before: '2026-05-20', after: '2026-05-21' },
      { line: '88001', field: 'cents', before: 30_000_00, after: 30_000_01 },
    ]);
  });

  it('differ by every field of a line that is new or gone', () => {
    const without = { ...document, lines: [footings] };

    expect(differences(without, document).map(({ line: ref, field, before }) => [ref, field, before])).toEqual([
      ['88002', 'description', undefined],
      ['88002', 'costCode', undefined],
      ['88002', 'costType', undefined],
      ['88002', 'cents', undefined],
    ]);
    expect(differences(document, without).every(({ line: ref, after }) => ref === '88002' && after === undefined)).toBe(
      true,
    );
  });

  it('take a line that was deleted and entered anew for the same line', () => {
    const anew = { ...document, lines: [footings, { ...slab, lineRef: '88009', cents: 9_000_00 }] };

    expect(differences(document, anew)).toEqual([
      { line: '88009', field: 'cents', before: 10_000_00, after: 9_000_00 },
    ]);
  });
});

describe('a record that was read back', () => {
  const record: JsonObject = {
    ...document,
    lines: [
      { line: 1, ...footings },
      { line: 2, ...slab },
    ],
  };

  it('is the document when every field of it is there, whatever else Sage keeps', () => {
    expect(readBackDifferences(document, { ...record, note: 'by hand', userDefined2: 'key' })).toEqual([]);
  });

  it.each([
    ['money', { lines: [{ ...footings, cents: 1 }, slab] }, '88001', 'cents'],
    ['retainage', { retainageBasisPoints: 500 }, '', 'retainageBasisPoints'],
    ['the vendor', { vendorNumber: '218' }, '', 'vendorNumber'],
    ['the job', { jobNumber: '7' }, '', 'jobNumber'],
    ['the date', { date: '2026-06-01' }, '', 'date'],
    ['a text that is empty', { description: '' }, '', 'description'],
    ['a cost type', { lines: [{ ...footings, costType: 2 }, slab] }, '88001', 'costType'],
    ['a number that is text', { status: '4' }, '', 'status'],
  ])('differs by %s', (_what, changes, ref, field) => {
    expect(readBackDifferences(document, { ...record, ...changes })).toEqual([
      expect.objectContaining({ line: ref, field }),
    ]);
  });

  it('differs when a field or a line is missing, or a line is there that nobody approved', () => {
    const { retainageBasisPoints: _none, ...blank } = record;
    const more = { lineRef: 'x', description: 'Tax', costCode: '9.000', costType: 9, cents: 5 };

    expect(readBackDifferences(document, blank)).toMatchObject([{ field: 'retainageBasisPoints', after: undefined }]);
    expect(readBackDifferences(document, { ...record, lines: [footings] }).length).toBeGreaterThan(0);
    expect(readBackDifferences(document, { ...record, lines: [footings, slab, more] }).length).toBeGreaterThan(0);
  });

  it('differs when a line came back under another reference, though it says the same', () => {
    const moved = { ...record, lines: [footings, { ...slab, lineRef: '1' }] };

    expect(readBackDifferences(document, moved).length).toBeGreaterThan(0);
  });
});
