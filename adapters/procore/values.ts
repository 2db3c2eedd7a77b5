import { z } from 'zod';
import { calendarDate, instant } from '../../src/shared/dates.ts';
import { basisPointsFromPercent, centsFromDecimal } from '../../src/shared/money.ts';
import { isExactNumber } from './exact-json.ts';

/** A JSON integer as its digits. */
export const Digits = z.unknown().transform((value, context) => {
  const text = isExactNumber(value) ? value.value : '';
  if (/^(0|[1-9]\d*)$/.test(text)) return text;
  context.addIssue({ code: 'custom', message: 'not a whole number' });
  return z.NEVER;
});

/** An id: an integer in API v1, a string of digits in v2 and in webhooks of v4.0. */
export const Id = z.union([z.string().regex(/^[1-9]\d*$/), Digits]);

/** Decimal dollars as text. A JSON number is refused: it may have been rounded before it was written. */
export const Dollars = z.string().transform((text, context) => {
  const amount = centsFromDecimal(text);
  if (amount !== undefined) return amount;
  context.addIssue({ code: 'custom', message: 'not an amount of dollars' });
  return z.NEVER;
});

export const Percent = z.string().transform((text, context) => {
  const percentage = basisPointsFromPercent(text);
  if (percentage !== undefined) return percentage;
  context.addIssue({ code: 'custom', message: 'not a percentage' });
  return z.NEVER;
});

export const Day = z.string().transform((text, context) => {
  const day = calendarDate(text);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

/** An ISO 8601 moment with its zone. */
export const Moment = z.iso.datetime({ offset: true }).transform((text) => instant(Date.parse(text)));

/** Text that Procore may leave out, answer as null or leave empty. */
export const TextOrNothing = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === undefined || text === '' ? undefined : text));

/** A decimal number as Procore writes it, text or a JSON number digit for digit; empty is nothing. */
export const DecimalOrNothing = z.unknown().transform((value, context) => {
  const text = isExactNumber(value) ? value.value : typeof value === 'number' ? String(value) : (value ?? '');
  if (text === '') return undefined;
  if (typeof text === 'string' && /^-?\d{1,12}(\.\d{1,12})?$/.test(text)) return text;
  context.addIssue({ code: 'custom', message: 'not a decimal number' });
  return z.NEVER;
});
