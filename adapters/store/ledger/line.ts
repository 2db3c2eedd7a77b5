import type { Collection, Enqueue, Put } from '../../../src/ports/store.ts';
import type { ChainedEntry } from '../../../src/shared/chain.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { EndedJob } from '../state/jobs.ts';
import { upcast, type StoredRecord, type StoreFormat } from '../state/format.ts';
import { isWhole, sealed } from './sealed.ts';

/** What one atomic commit changed, with everything decided: reading it again needs no other knowledge. */
export interface Batch {
  readonly put?: readonly RowPut[];
  readonly unique?: readonly { readonly key: string; readonly until?: number }[];
  readonly entries?: readonly CompanyEntry[];
  readonly enqueue?: readonly Enqueue[];
  readonly done?: readonly EndedJob[];
}

export interface RowPut {
  readonly collection: Collection;
  readonly id: string;
  readonly rev: number;
  /** Place among all rows by when each was first put. */
  readonly sequence: number;
  readonly indexes: NonNullable<Put['indexes']>;
  readonly value: JsonObject;
}

export interface CompanyEntry extends ChainedEntry {
  readonly company: string;
}

/** The lines that are made durable together: number of the group, and the line's place in it. */
export type Group = readonly [number: number, place: number];

/** Which line of the whole ledger it is, counted from 1, and the group with which it was made durable. */
export interface LineNumber {
  readonly seq: number;
  readonly group: Group;
}

export interface Line extends LineNumber {
  /** Milliseconds since 1970; tells when, never the order. */
  readonly at: number;
  readonly batch: Batch;
}

/** Writes the line, its end included. The batch comes as text because the store has it as text. */
export function encodeLine(line: LineNumber & { readonly at: number; readonly v: number }, batchText: string): Buffer {
  const { v, seq, group, at } = line;
  return Buffer.concat([
    sealed(`{"v":${v},"seq":${seq},"group":[${group.join()}],"at":${at},"batch":${batchText}}`),
    lf,
  ]);
}

const lf = Buffer.from('\n');

export type LineFault = 'damaged' | 'newer';

/** Reads a line without its end. */
export function decodeLine(bytes: Buffer, format: StoreFormat): Result<Line, LineFault> {
  if (!isWhole(bytes)) return fail('damaged');
  const record = parsed(bytes.toString());
  if (record === undefined || typeof record['v'] !== 'number') return fail('damaged');
  const present = upcast(record as StoredRecord, format);
  return present === 'newer' ? fail('newer') : ok(present as unknown as Line);
}

/** The entries that a line still tells of whose checksum does not hold; only to name them. */
export function guessEntries(bytes: Buffer): readonly CompanyEntry[] {
  const batch = parsed(bytes.toString())?.['batch'] as { readonly entries?: unknown } | null | undefined;
  return Array.isArray(batch?.entries) ? batch.entries.filter(isEntry) : [];
}

function isEntry(value: unknown): value is CompanyEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { company, text, hash } = value as { readonly [name: string]: unknown };
  return [company, text, hash].every((member) => typeof member === 'string');
}

function parsed(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as { readonly [name: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}
