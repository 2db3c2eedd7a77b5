import type { Clock } from '../../src/ports/clock.ts';
import type { ProcoreFailure, Wanted } from '../../src/ports/procore.ts';
import type { Bounded } from '../../src/shared/bounded.ts';
import { instant, type Instant } from '../../src/shared/dates.ts';
import type { ProjectId, RecordId } from '../../src/shared/ids.ts';
import type { Kind } from '../../src/shared/kinds.ts';
import { ok } from '../../src/shared/result.ts';
import type { Recall } from '../system/recall.ts';
import type { VendorReader } from './directory.ts';
import { mostIds, type RecordReader } from './readers.ts';

export interface ReadAheadDeps {
  readonly clock: Clock;
  readonly records: Recall<ProcoreFailure>;
  /** What records name, and more that is not polled. */
  readonly around: Recall<ProcoreFailure>;
  readonly readers: { readonly [kind in Kind]?: RecordReader<unknown> };
  readonly vendors: VendorReader;
  /** Which vendor a record named when it was read. */
  readonly vendorOf: Bounded<RecordId>;
}

export const recordKey = (kind: Kind, project: ProjectId, record: RecordId): string => `${kind} ${project} ${record}`;
export const vendorKey = (id: RecordId): string => `vendor ${id}`;

/** Fills the memory by lists: the records themselves first, then the vendors that they name. One record is not worth a list. */
export async function readAhead(deps: ReadAheadDeps, wanted: readonly Wanted[]): Promise<void> {
  const missing = wanted.filter(
    ({ kind, project, record, asOf, unchanged }) =>
      !deps.records.has(recordKey(kind, project, record), unchanged ? instant(0) : asOf),
  );
  const groups = new Map<string, Wanted[]>();
  for (const each of missing) {
    const name = `${each.kind} ${each.project}`;
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    const reader = first === undefined ? undefined : deps.readers[first.kind];
    if (first === undefined || reader?.several === undefined) continue;
    for (const part of parts(group)) await readRecords(deps, reader, first, part);
  }
  const newest = instant(Math.max(...wanted.map(({ asOf }) => asOf)));
  const vendors = wanted.flatMap(
    ({ kind, project, record }) => deps.vendorOf.get(recordKey(kind, project, record)) ?? [],
  );
  await readVendors(deps, [...new Set(vendors)], newest);
}

async function readRecords(
  deps: ReadAheadDeps,
  reader: RecordReader<unknown>,
  { kind, project }: Wanted,
  part: readonly Wanted[],
): Promise<void> {
  if (part.length < 2) return;
  const readAt = deps.clock.now();
  const ids = part.map(({ record }) => record);
  const read = await reader.several?.(project, ids);
  // the records are asked for one by one then, and whoever asks hears what is wrong
  if (read?.ok !== true) return;
  const asked = new Set<string>(ids);
  const ours = read.value.filter(({ id }) => asked.has(id));
  for (const { id, answer, vendor } of ours) {
    const key = recordKey(kind, project, id);
    deps.records.keep(key, answer, readAt);
    if (vendor === undefined) deps.vendorOf.delete(key);
    else deps.vendorOf.set(key, vendor);
  }
}

async function readVendors(
  { clock, around, vendors }: ReadAheadDeps,
  ids: readonly RecordId[],
  asOf: Instant,
): Promise<void> {
  for (const part of parts(ids.filter((id) => !around.has(vendorKey(id), asOf)))) {
    const readAt = clock.now();
    const read = part.length < 2 ? undefined : await vendors.several(part);
    // inactive ones are in no list
    if (read?.ok === true) for (const vendor of read.value) around.keep(vendorKey(vendor.id), ok(vendor), readAt);
  }
}

function parts<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / mostIds) }, (_, n) => all.slice(n * mostIds, (n + 1) * mostIds));
}
