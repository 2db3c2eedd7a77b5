import { centsFromDecimal, decimalFromCents } from '../../../src/shared/money.ts';
import { isExactNumber } from '../../procore/exact-json.ts';
import { digitsOf, type Wire } from './wire.ts';

/** How a field of a create or update call is written. A list is an enumeration. */
export type FieldRule = 'text' | 'day' | 'flag' | 'decimal' | 'id' | readonly string[];
export type FieldRules = { readonly [field: string]: FieldRule };

/** Fields as they are kept: ids as digits, decimals as text. */
export type Fields = { readonly [field: string]: string | boolean | null };

export type CheckedFields = {
  readonly fields: Fields;
  /** Field by field what is wrong; empty when all is well. */
  readonly problems: { readonly [field: string]: readonly string[] };
};

/** Holds given values against the rules. `lax` lets any text stand as a decimal, as bad data does in the world. */
export function checkFields(rules: FieldRules, given: object, lax = false): CheckedFields {
  const fields: Record<string, string | boolean | null> = {};
  const problems: Record<string, readonly string[]> = {};
  for (const [field, value] of Object.entries(given)) {
    const rule = rules[field];
    const kept = rule === undefined ? undefined : keptValue(rule, value, lax);
    if (rule === undefined) problems[field] = ['is not a field of this record'];
    else if (kept === undefined) problems[field] = ['is invalid'];
    else fields[field] = kept;
  }
  return { fields, problems };
}

function keptValue(rule: FieldRule, value: unknown, lax: boolean): string | boolean | null | undefined {
  if (value === null) return null;
  if (rule === 'flag') return typeof value === 'boolean' ? value : undefined;
  if (rule === 'id') return digitsOf(value);
  if (rule === 'decimal') return decimalText(value, lax);
  if (typeof value !== 'string') return undefined;
  if (rule === 'day') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
  return rule === 'text' || rule.includes(value) ? value : undefined;
}

/** Decimal text with two places, as Procore answers it, where the value is an amount at all. */
export function decimalText(value: unknown, lax: boolean): string | undefined {
  const text = isExactNumber(value) ? value.value : typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const amount = centsFromDecimal(text);
  if (amount !== undefined) return decimalFromCents(amount);
  return lax || /^-?\d+\.\d+$/.test(text) ? text : undefined;
}

export function fieldValue(fields: Fields, field: string): Wire {
  return fields[field] ?? null;
}
