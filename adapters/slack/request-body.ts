import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { readStrictJson, type JsonFault } from '../../src/shared/strict-json.ts';

export type FormFault = 'not_text' | 'not_a_form' | 'not_an_object' | JsonFault;

/** Slack sends commands as a form, interactions as JSON in a form, and events as JSON. */
export const contentTypes = ['application/x-www-form-urlencoded', 'application/json'] as const;
export type ContentType = (typeof contentTypes)[number];

export function contentTypeOf(header: string | undefined): ContentType | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase();
  return contentTypes.find((known) => known === type);
}

export function readRequestBody(type: ContentType, bytes: Buffer): Result<JsonObject, FormFault> {
  const text = utf8(bytes);
  if (text === undefined) return fail('not_text');
  if (type === 'application/json') return readObject(text);
  const form = readForm(text);
  if (!form.ok) return form;
  const payload = form.value['payload'];
  return payload === undefined ? form : readObject(payload);
}

function readObject(text: string): Result<JsonObject, FormFault> {
  const read = readStrictJson(text);
  if (!read.ok) return read;
  const { value } = read;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ok(value as JsonObject)
    : fail('not_an_object');
}

/** A form in which each name stands once. */
export function readForm(text: string): Result<{ readonly [name: string]: string }, FormFault> {
  if (/%(?![0-9a-f]{2})/i.test(text)) return fail('not_a_form');
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) return fail('duplicate_key');
    if (name === '__proto__') return fail('forbidden_key');
    fields.set(name, value);
  }
  return fields.size === 0 ? fail('not_a_form') : ok(Object.fromEntries(fields));
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
