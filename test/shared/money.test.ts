import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  basisPointsFromPercent,
  cents,
  centsFromDecimal,
  decimalFromCents,
  largestAmount,
  sum,
} from '../../src/shared/money.ts';

const amount = fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }).map(cents);

describe('money', () => {
  it('comes back as it went out, whatever the amount', () => {
    fc.assert(fc.property(amount, (whole) => void expect(centsFromDecimal(decimalFromCents(whole))).toBe(whole)));
  });

  it('is written with two decimals and no separator', () => {
    expect([0, 5, 50, 1_250_50, -3_00, -7].map((each) => decimalFromCents(cents(each)))).toEqual([
      ...['0.00', '0.05', '0.50', '1250.50', '-3.00', '-0.07'],
    ]);
  });

  it('is read with any number of decimals, as long as those after the second are zeros', () => {
    expect(['7', '1250.5', '-3', '10.1000', '0007.10'].map(centsFromDecimal)).toEqual([
      7_00, 1_250_50, -3_00, 10_10, 7_10,
    ]);
  });

  it.each([
    ...['', ' ', '1e3', '1,234.50', '1.005', '$5', '5.', '.5', '+5', '--5', '5 ', ' 5', '0x10', 'NaN', 'Infinity'],
    ...['1.2.3', '٣', '１２', '1234567890123', '5\n', 'null', '1_000', '-'],
  ])('is not read from %j', (text) => {
    expect(centsFromDecimal(text)).toBeUndefined();
  });

  it('knows one zero only', () => {
    expect(centsFromDecimal('-0')).toBe(0);
    expect(cents(-0)).toBe(0);
    expect(sum([])).toBe(0);
  });

  it('is never read as something that is no whole number of cents', () => {
    const read = fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
      const got = centsFromDecimal(text);
      if (got !== undefined) expect(Number.isSafeInteger(got)).toBe(true);
    });

    fc.assert(read);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses to call %d an amount', (wrong) => {
    expect(() => cents(wrong)).toThrow('whole number of cents');
  });

  it('adds up to the cent, where floats would not', () => {
    const tenths = Array.from({ length: 5_000 }, () => cents(10));

    expect(sum(tenths)).toBe(500_00);
  });

  it('refuses a sum that no number can hold exactly', () => {
    expect(() => sum([cents(Number.MAX_SAFE_INTEGER), cents(Number.MAX_SAFE_INTEGER)])).toThrow();
  });

  it('names the largest amount that Sage can hold', () => {
    expect(decimalFromCents(largestAmount)).toBe('99999999.99');
  });

  it('reads percentages as hundredths of a percent', () => {
    expect(['10', '5.25', '10.0000', '0', '5.255'].map(basisPointsFromPercent)).toEqual([
      1_000,
      525,
      1_000,
      0,
      undefined,
    ]);
  });
});
