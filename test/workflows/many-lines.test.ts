import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { atOnce } from '../../src/shared/steps.ts';
import { floorsOf } from '../../src/workflows/change-ground.ts';
import { paddedCostCode } from '../../src/workflows/cost-code.ts';
import type { CheckedInvoice } from '../../src/workflows/checked-invoice.ts';
import { invoiceChecks } from '../../src/workflows/invoice-checks.ts';
import { placesOf, type ProcorePlace, type SageLine } from '../../src/workflows/line-places.ts';

/** Whether something is done once for each line or for each pair of them shows in how often a field is read. */
describe('each line is looked at a few times, however many there are', () => {
  const count = 300;
  const aFewTimes = 25 * count;
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
  const sageLine = (line: string): SageLine => ({
    ...{ line, refs: [], costCode: `${line}.000`, costType: 4 },
    ...{ original: cents(500), contract: cents(500), billed: cents(200) },
  });
  const sageLines = numbers.map(sageLine);

  it('by the rules of invoices', () => {
    let reads = 0;
    const lines = sageLines.map((place) => ({
      ...{ ref: `r${place.line}`, label: place.line, text: 'Works', type: 'contract_item', taxed: false },
      ...{ gross: cents(100), billedBefore: cents(200), account: { kind: 'account', number: '5200' } },
      get place() {
        reads += 1;
        return place;
      },
    }));
    const subcontract = { key: '7', number: '7', voided: false, fields: { retainageHeldCents: 0 } };
    const billed = cents(200 * count);
    const checked = {
      ...{ requisition: { commitmentType: '', summary: {} }, number: '7-01', lines },
      computed: { billing: { billedBefore: billed, retainedBefore: 0, gross: 1, lines: [] }, problems: [] },
      books: {
        ...{ subcontract, sageLines, contract: { number: '7', title: 'Works' }, standing: { receipt: { key: '7' } } },
        ...{ waiting: [], built: [], invoices: [], openPeriods: [], project: {}, profile: { limits: {}, unique: {} } },
      },
      settings: { fallbackLimits: { lineDescription: 50, invoiceNumber: 20, title: 50 } },
    } as unknown as CheckedInvoice;

    const checks = atOnce(invoiceChecks(checked));

    expect(checks.map(({ code }) => code)).not.toContain('books_differ_on_line');
    expect(checks.map(({ code }) => code)).not.toContain('line_not_in_sage');
    expect(reads).toBeGreaterThan(count);
    expect(reads).toBeLessThan(aFewTimes);
  });

  it('by what stands against deductions', () => {
    let reads = 0;
    const lines = numbers.map((line) => ({
      cents: 100,
      get commitmentLine() {
        reads += 1;
        return Number(line);
      },
    }));
    const bill = {
      kind: 'invoice',
      record: recordId('1'),
      number: '1',
      state: 'awaiting',
      document: { lines },
    } as const;

    const floors = sageLines.map(floorsOf([bill as never]));

    expect(floors).toEqual(numbers.map(() => 300));
    expect(reads).toBeLessThan(aFewTimes);
  });

  it('by their places in Sage', () => {
    let reads = 0;
    const lines = numbers.map((line) => ({
      ...{ ref: `r${line}`, costType: 4, cents: cents(500) },
      get costCode() {
        reads += 1;
        return line;
      },
    }));

    expect([...placesOf(lines, sageLines, undefined)]).toEqual(numbers.map((line) => [`r${line}`, line]));
    expect(reads).toBeLessThan(aFewTimes);
  });
});

it('gives a line the place that only it can have, told by code, type and amount', () => {
  const trait = {
    costCode: fc.constantFrom('1', '1.000', '2'),
    costType: fc.constantFrom(4, 5),
    cents: fc.constantFrom(1, 2).map(cents),
  };
  const own = fc.record({
    ...trait,
    costCode: fc.option(fc.constantFrom('1', '01.0', '2', 'x'), { nil: undefined }),
    costType: fc.option(trait.costType, { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(own, { maxLength: 6 }), fc.array(fc.record(trait), { maxLength: 6 }), (ours, theirs) => {
      const lines = ours.map((line, index): ProcorePlace => ({ ...line, ref: `r${index}` }));
      const sage = theirs.map(({ cents: original, ...line }, index): SageLine => ({
        ...{ ...line, line: String(index + 1), refs: [], original, contract: original, billed: cents(0) },
      }));
      const alike = (one: Omit<ProcorePlace, 'ref'>, other: Omit<ProcorePlace, 'ref'>): boolean => {
        const codes = [one, other].map(({ costCode }) =>
          costCode === undefined ? undefined : paddedCostCode(costCode),
        );
        const known = codes.every((code) => code !== undefined) && one.costType !== undefined;
        return known && codes[0] === codes[1] && one.costType === other.costType && one.cents === other.cents;
      };

      const expected = lines.flatMap((line) => {
        const places = sage.filter((place) => alike(line, { ...place, cents: place.original }));
        const twins = lines.filter((other) => alike(line, other));
        return twins.length === 1 && places.length === 1 ? [[line.ref, places[0]?.line]] : [];
      });

      expect([...placesOf(lines, sage, undefined)]).toEqual(expected);
    }),
  );
});
