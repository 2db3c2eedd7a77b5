import type { Enqueue } from '../ports/store.ts';
import type { Instant } from '../shared/dates.ts';
import type { CompanyId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Json, JsonObject } from '../shared/json.ts';
import type { RecordRef } from './flow.ts';
import { memoryKey } from './keys.ts';

/** What a look is about. The company and the kind are those of the configuration; the rest is Procore's. */
export interface LookPayload {
  readonly company: string;
  readonly kind: Kind;
  readonly project: string;
  readonly record: string;
  /** When it was asked for: a look that cannot be done waits the longer the longer it waited. */
  readonly askedAt: Instant;
  /** What was read at that moment or later is new enough for it. */
  readonly asOf: Instant;
  /** Of the record itself whatever was read last is new enough: the polls say that it did not change. */
  readonly unchanged: boolean;
}

/** Has the worker look at one record; asking twice is looking once. Without `asOf` nothing older than `runAt` counts. */
export function lookJob(
  company: CompanyId,
  kind: Kind,
  ref: RecordRef,
  runAt: Instant,
  { asOf = runAt, unchanged = false }: Partial<Pick<LookPayload, 'asOf' | 'unchanged'>> = {},
): Enqueue & { readonly payload: JsonObject } {
  const { project, record } = ref;
  const payload: LookPayload = { company, kind, project, record, askedAt: runAt, asOf, unchanged };
  return { queue: 'look', key: memoryKey(company, kind, ref.record), runAt, payload: { ...payload } };
}

/** A job may have been asked for by an earlier version, which said nothing of how fresh. */
export function lookPayload(payload: Json): LookPayload {
  const read = payload as unknown as Omit<LookPayload, 'asOf' | 'unchanged'> & Partial<LookPayload>;
  return { ...read, asOf: read.asOf ?? read.askedAt, unchanged: read.unchanged ?? false };
}
