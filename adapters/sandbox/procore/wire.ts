import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { exactInteger, isExactNumber, type ExactNumber } from '../../procore/exact-json.ts';

/** What goes over the wire: JSON whose ids are written digit for digit, however long. */
export type Wire = string | number | boolean | null | ExactNumber | readonly Wire[] | WireObject;
export type WireObject = { readonly [key: string]: Wire };

export const idNumber = exactInteger;

export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/** The same as plain data for the control interface: an id that a double would change becomes text. */
export function plain(value: Wire): Json {
  if (isExactNumber(value)) {
    const number = Number(value.value);
    return Number.isSafeInteger(number) ? number : value.value;
  }
  if (Array.isArray(value)) return value.map((member: Wire) => plain(member));
  return isWireObject(value) ? plainObject(value) : (value as Json);
}

export function plainObject(value: WireObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** An id as it may be given: a JSON integer, or its digits as text. */
export function digitsOf(value: unknown): string | undefined {
  const text = isExactNumber(value) ? value.value : typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[1-9]\d*$/.test(text) ? text : undefined;
}

export function isoMoment(ms: number): string {
  return new Date(ms).toISOString();
}
