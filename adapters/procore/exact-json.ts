import { isLosslessNumber, LosslessNumber, parse, stringify } from 'lossless-json';
import { fail, ok, type Result } from '../../src/shared/result.ts';

/** A number as it stands in the text. Procore's ids and amounts do not all survive being a double. */
export type ExactNumber = LosslessNumber;

export const isExactNumber = isLosslessNumber;

/** Reads JSON without rounding any number. Text that is not JSON is an expected failure. */
export function readExactJson(text: string): Result<unknown, 'not_json'> {
  try {
    return ok(parse(text));
  } catch {
    // a SyntaxError, or a RangeError for text nested deeper than the stack
    return fail('not_json');
  }
}

/** Writes JSON; exact numbers come out digit for digit. */
export function writeExactJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new Error('the value has no JSON form');
  return text;
}

/** An id for a body of API v1, where ids are JSON integers. */
export function exactInteger(digits: string): ExactNumber {
  if (!/^(0|[1-9]\d*)$/.test(digits)) throw new Error('an id of Procore is written in digits');
  return new LosslessNumber(digits);
}
