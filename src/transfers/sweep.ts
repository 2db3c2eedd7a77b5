import { DateTime } from 'luxon';
import type { Changed } from '../ports/procore.ts';
import type { Instant } from '../shared/dates.ts';
import type { CompanyId, ProjectId, RecordId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Engine } from './engine.ts';
import { readMemory } from './memory.ts';
import { openTransfers } from './open-transfers.ts';

/**
 * Whether a project's whole list is due to be read: once each local day, from that hour on. It goes by the date that was
 * written down, so a clock that jumps, a night of 23 or 25 hours or a restart neither doubles nor skips it.
 */
export function isSweepDue(sweptOn: string | undefined, now: Instant, timeZone: string, hour: number): boolean {
  const local = DateTime.fromMillis(now, { zone: timeZone });
  if (sweptOn === undefined) return true;
  // a date that lies ahead was written by a clock that was wrong
  if (sweptOn > localDay(now, timeZone, 1)) return true;
  return sweptOn < localDay(now, timeZone) && local.hour >= hour;
}

export function localDay(now: Instant, timeZone: string, later = 0): string {
  return DateTime.fromMillis(now, { zone: timeZone }).plus({ days: later }).toFormat('yyyy-MM-dd');
}

interface Swept {
  readonly company: CompanyId;
  readonly kind: Kind;
  readonly project: ProjectId;
  /** Keys of the records that stand in Sage; missing when they could not be read. */
  readonly keys?: ReadonlySet<string> | undefined;
}

/** Of a whole list the records that nobody looked at as they are now, and of what is open what is not in the list. */
export async function overlooked(
  engine: Engine,
  { company, kind, project, keys }: Swept,
  listed: readonly Changed[],
): Promise<readonly RecordId[]> {
  const found: RecordId[] = [];
  for (const { id, updatedAt } of listed) {
    const memory = (await readMemory(engine.store, company, kind, id)).value;
    // our own stamp moves the time; what was posted is looked at when Sage has it no more
    if (memory?.lastState === 'synced' || memory?.lastState === 'done_by_hand') {
      if (memory.link !== undefined && keys?.has(memory.link) === false) found.push(id);
      continue;
    }
    if (memory?.sourceUpdatedAt !== updatedAt) found.push(id);
  }
  const inList = new Set(listed.map(({ id }) => id));
  for await (const transfer of openTransfers(engine.store, company)) {
    if (transfer.kind === kind && transfer.project === project && !inList.has(transfer.record)) {
      found.push(transfer.record);
    }
  }
  return found;
}
