import type { Json } from '../../../src/shared/json.ts';

/**
 * The shape of everything that is stored. One number for all of it: each line, part and marker on disk carries it, and
 * what stands inside is of that shape.
 */
export interface StoreFormat {
  readonly version: number;
  /** How a record of version n becomes one of version n + 1, at place n - 1. */
  readonly upcasts: readonly Upcast[];
}

export type StoredRecord = { readonly v: number; readonly [name: string]: unknown };
export type Upcast = (record: { readonly [name: string]: Json }) => { readonly [name: string]: Json };

export const storeFormat: StoreFormat = { version: 1, upcasts: [] };

/** Brings a record that was stored by an earlier version to the present shape; `newer` when a later one wrote it. */
export function upcast(record: StoredRecord, format: StoreFormat): StoredRecord | 'newer' {
  if (record.v > format.version) return 'newer';
  let present = record as { readonly [name: string]: Json };
  for (const step of format.upcasts.slice(record.v - 1)) present = step(present);
  return { ...present, v: format.version };
}
