import type { Doer } from './company.ts';
import type { Wire, WireObject } from './wire.ts';

/** One operation of Procore's API as the emulator plays it. Keys that are not listed are refused. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: readonly string[];
  /** The paths of the keys that a body may have, such as `updates[].origin_id`. */
  readonly body?: readonly string[];
  /** Two calls are made before a company is known; they need no `Procore-Company-Id`. */
  readonly withoutCompany?: boolean;
  answer(call: OperationCall): Reply;
}

export interface OperationCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: WireObject;
  readonly doer: Doer;
  /** A sync is to refuse what it was sent, though the call itself succeeds. */
  readonly partialError: boolean;
  /** Such as `http://127.0.0.1:4010/procore`, from the request's Host header. */
  readonly base: string;
}

export type Reply =
  | { readonly kind: 'body'; readonly status: number; readonly body: Wire }
  /** Paged when the operation takes `page` and `per_page`. v2 wraps its lists in `data`. */
  | { readonly kind: 'list'; readonly items: readonly Wire[]; readonly wrapped?: boolean };

export function shown(body: Wire, status = 200): Reply {
  return { kind: 'body', status, body };
}

export function listed(items: readonly Wire[]): Reply {
  return { kind: 'list', items };
}

export const pagingKeys = ['page', 'per_page'] as const;

/** The body keys of an object that wraps fields, such as `line_item.amount`. */
export function keysUnder(prefix: string, fields: object): string[] {
  return [prefix, ...Object.keys(fields).map((field) => `${prefix}.${field}`)];
}
