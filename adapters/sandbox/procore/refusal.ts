import type { Wire, WireObject } from './wire.ts';

/** Ends a call of the API with an error. Procore has several shapes for them, so the body is whole here. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Wire;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Wire, headers: Readonly<Record<string, string>> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** `{code, message, fields, reason}`. */
export function codedError(status: number, message: string, fields: WireObject = {}): Refusal {
  return new Refusal(status, { code: status, message, fields, reason: message });
}

/** `{error}`. */
export function namedError(status: number, error: string): Refusal {
  return new Refusal(status, { error });
}

/** `{errors: {field: [...]}}`. */
export function fieldErrors(status: number, errors: FieldProblems): Refusal {
  return new Refusal(status, { errors });
}

export type FieldProblems = { readonly [field: string]: readonly string[] };

/** A body that is text and not JSON. */
export function textError(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal(status, text, { 'content-type': 'text/plain; charset=utf-8', ...headers });
}

/** `{error: {code, message, details}}` of API v2; the webhook calls of v1.0 use it without details. */
export function nestedError(status: number, code: string, message: string): Refusal {
  return new Refusal(status, { error: { code, message, details: [] } });
}

export const notFound = (what: string): Refusal => codedError(404, `${what} was not found`);
export const forbidden = (message: string): Refusal => new Refusal(403, { message });
