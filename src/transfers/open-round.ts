import { transferId, type RecordId } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import { differences } from './difference.ts';
import type { Engine } from './engine.ts';
import { directionOf, type Flow, type Site } from './flow.ts';
import { makeOperationKey } from './keys.ts';
import type { Scene } from './scene.ts';
import { readDocument, type Memory } from './memory.ts';
import type { Inputs } from './input.ts';
import { isComplete, type Offer } from './offer.ts';
import type { Awaiting, Blocked, Open, Previous, Transfer } from './transfer.ts';

/** The next round of a record, with its number and its permanent key. */
export function open(
  engine: Engine,
  scene: Pick<Scene, 'site' | 'flow' | 'ref' | 'memory'>,
  offer: Offer,
  previous: Previous | undefined,
  inputs?: Inputs,
): Blocked | Awaiting {
  const { site, flow, ref, memory } = scene;
  const now = engine.clock.now();
  const round = (memory.value?.round ?? 0) + 1;
  const common = {
    id: transferId(engine.chance.id()),
    company: site.company.id,
    sageCompany: site.company.sageCompany,
    kind: flow.kind,
    direction: directionOf(flow, ref.record),
    project: ref.project,
    record: ref.record,
    round,
    operationKey: nextKey(site, flow, ref.record, memory.value),
    attempt: 1,
    revision: 1,
    openedAt: now,
    changedAt: now,
    ...(previous === undefined ? {} : { previous }),
    ...(inputs === undefined ? {} : { inputs }),
  };
  return isComplete(offer)
    ? { ...common, state: 'awaiting', offer, approvals: [] }
    : { ...common, state: 'blocked', offer };
}

export function nextKey(site: Site, flow: Flow, record: RecordId, memory: Memory | undefined): Open['operationKey'] {
  const { id: company, sageCompany } = site.company;
  return makeOperationKey({
    company,
    sageCompany,
    direction: directionOf(flow, record),
    kind: flow.kind,
    record,
    round: (memory?.round ?? 0) + 1,
  });
}

/** What the round before had, and how this one differs. */
export async function previousOf(
  engine: Engine,
  replaced: Transfer | undefined,
  document: JsonObject | undefined,
  offered: Pick<Offer, 'inputs'>,
): Promise<Previous | undefined> {
  if (replaced === undefined) return undefined;
  const { offer, company } = replaced;
  const before =
    offer.fingerprint === undefined ? undefined : await readDocument(engine.store, company, offer.fingerprint);
  return {
    transfer: replaced.id,
    round: replaced.round,
    how:
      replaced.state === 'sent_back' || replaced.state === 'withdrawn' || replaced.state === 'unlinked'
        ? replaced.state
        : 'superseded',
    differences: before === undefined || document === undefined ? [] : differences(before, document),
    approvedBy: 'approvals' in replaced ? replaced.approvals.map(({ person }) => person) : [],
    ...chosenIn(replaced, offered),
  };
}

/** What differs because a person chose it here. */
function chosenIn({ offer, inputs }: Transfer, { inputs: now = [] }: Pick<Offer, 'inputs'>): Pick<Previous, 'chosen'> {
  const chosen = now.flatMap(({ name, value }) => {
    const by = inputs?.[name]?.by;
    const before = offer.inputs?.find((input) => input.name === name)?.value;
    return by === undefined || inputs?.[name]?.value !== value || before === value ? [] : [{ name, by }];
  });
  return chosen.length === 0 ? {} : { chosen };
}
