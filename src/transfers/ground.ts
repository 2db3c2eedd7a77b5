import type { Commit, Enqueue, Row, Store } from '../ports/store.ts';
import type { Turns } from '../ports/turns.ts';
import type { Instant } from '../shared/dates.ts';
import type { CompanyId, RecordId } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Built, Standing } from './flow.ts';
import { documentKey, memoryKey } from './keys.ts';
import { lookJob } from './look-job.ts';
import { readMemory, readTransfer } from './memory.ts';
import type { Ground } from './offer.ts';
import { refsIn } from './line-refs.ts';
import { mayStandInSage } from './transitions.ts';
import type { Receipt, Transfer } from './transfer.ts';

export type Expected = NonNullable<Commit['expect']>[number];

/** Asks about the records on which one builds, and remembers what was believed, so that a commit can insist on it. */
export interface GroundReader {
  standing(ground: Ground): Promise<Standing>;
  builtOn(ground: Ground): Promise<readonly Built[]>;
  /** The revisions that the answers rest on: what changed since makes the commit a conflict, and so a new look. */
  believed(): readonly Expected[];
}

export function groundReader(store: Store, turns: Turns, company: CompanyId, self: Ground): GroundReader {
  const believed = new Map<string, Expected>();

  return {
    async standing({ kind, record }) {
      const memory = await readMemory(store, company, kind, record);
      const id = memoryKey(company, kind, record);
      believed.set(id, { collection: 'records', id, rev: memory.rev });
      if (memory.value?.transfer === undefined) return {};
      const transfer = (await readTransfer(store, memory.value.transfer)).value;
      if (transfer === undefined) return {};
      const receipt = receiptOf(transfer);
      const drift = transfer.state === 'synced' ? transfer.drift : undefined;
      return {
        ...{ transfer: transfer.id, state: transfer.state, number: transfer.offer.subject.number },
        ...(receipt === undefined ? {} : { receipt }),
        ...(drift === undefined ? {} : { drift }),
      };
    },

    async builtOn(ground) {
      const found: Built[] = [];
      for (const transfer of await transfersOn(store, company, ground)) {
        if (transfer.kind === self.kind && transfer.record === self.record) continue;
        // each may be a document of thousands of lines
        await turns.next();
        found.push(await built(store, transfer));
      }
      return found;
    },

    believed: () => [...believed.values()],
  };
}

/** Has everything looked at again that builds on this record, or on the same ground as it. */
export async function wakeDependants(
  store: Store,
  company: CompanyId,
  changed: Ground & { readonly on?: Ground },
  now: Instant,
): Promise<readonly Enqueue[]> {
  const grounds = [{ kind: changed.kind, record: changed.record }, ...(changed.on === undefined ? [] : [changed.on])];
  const found = await Promise.all(grounds.map((ground) => transfersOn(store, company, ground)));
  return found
    .flat()
    .filter(({ kind, record }) => kind !== changed.kind || record !== changed.record)
    .filter(({ state }) => waits.has(state))
    .map(({ kind, project, record }) => lookJob(company, kind, { project, record }, now));
}

const waits: ReadonlySet<string> = new Set(['blocked', 'awaiting', 'approved', 'refused']);

async function transfersOn(store: Store, company: CompanyId, { kind, record }: Ground): Promise<readonly Transfer[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find({
      index: 'transfers.built_on',
      key: memoryKey(company, kind, record),
      ...(cursor === undefined ? {} : { cursor }),
    });
    rows.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows.map(({ value }) => value as unknown as Transfer);
}

/** What builds on a record: all of it, and those that may stand in Sage. */
export interface Upon {
  readonly all: readonly Transfer[];
  readonly standing: readonly Transfer[];
}

/** Those that name it as what they build on, and those beside it whose lines are lines of it. */
export async function standingUpon(store: Store, transfer: Transfer): Promise<Upon> {
  const { company, kind, record, offer } = transfer;
  const upon = await transfersOn(store, company, { kind, record });
  const ours = new Set('receipt' in transfer ? transfer.receipt.lineMap.map(({ lineRef }) => lineRef) : []);
  const around =
    offer.buildsOn === undefined || ours.size === 0 ? [] : await transfersOn(store, company, offer.buildsOn);
  const beside: Transfer[] = [];
  for (const one of around) {
    if (one.id === transfer.id) continue;
    const { document } = await built(store, one);
    const lines = Array.isArray(document?.['lines']) ? (document['lines'] as readonly JsonObject[]) : [];
    if (lines.some(({ lineRef }) => refsIn(String(lineRef)).some((ref) => ours.has(ref)))) beside.push(one);
  }
  const all = [...upon, ...beside];
  return { all, standing: all.filter(mayStandInSage) };
}

async function built(store: Store, transfer: Transfer): Promise<Built> {
  const { kind, record, state, offer, company } = transfer;
  const stored =
    offer.fingerprint === undefined ? undefined : await store.get('documents', documentKey(company, offer.fingerprint));
  const receipt = receiptOf(transfer);
  return {
    ...{ kind, record, state, number: offer.subject.number },
    ...(stored === undefined ? {} : { document: stored.value }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(transfer.state === 'synced' && transfer.drift !== undefined ? { drift: transfer.drift } : {}),
    ...(transfer.state === 'held' ? { why: transfer.why } : {}),
  };
}

function receiptOf(transfer: Transfer): Receipt | undefined {
  return transfer.state === 'posted' || transfer.state === 'synced' ? transfer.receipt : undefined;
}

/** Names a record for the index of those that build on it. */
export function groundKey(company: CompanyId, { kind, record }: { readonly kind: Kind; readonly record: RecordId }) {
  return memoryKey(company, kind, record);
}
