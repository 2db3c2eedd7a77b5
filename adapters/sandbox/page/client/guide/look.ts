import { cardMetadata } from '../card-metadata.ts';
import type { CardMetadata, Contract, Requisition, SageRecord, Snapshot } from '../world.ts';

/** What the guides look for in the world. */

export function cardOf({ world }: Snapshot, number: string): CardMetadata | undefined {
  return [...world.slack.messages, ...world.teams.messages]
    .map(cardMetadata)
    .findLast((card) => card?.number === number);
}

export function contractOf({ world }: Snapshot, number: string): Contract | undefined {
  return world.procore.work_order_contracts.find((contract) => contract.number === number);
}

export function billOf(snapshot: Snapshot, contractNumber: string): Requisition | undefined {
  const contract = contractOf(snapshot, contractNumber);
  return snapshot.world.procore.requisitions.find(({ commitment_id: id }) => id === contract?.id);
}

export function inSage({ world }: Snapshot, number: string): SageRecord | undefined {
  const { subcontracts, payable_invoices: invoices } = world.sage;
  return [...subcontracts, ...invoices].find((record) => record.number === number && !record.voided);
}

const decided: ReadonlySet<string> = new Set([
  'approved',
  'sending',
  'unconfirmed',
  'posted',
  'synced',
  'held',
  'refused',
]);

/** At least one seat of the card is taken: it says who agreed. */
export function hasSeat({ world }: Snapshot, number: string): boolean {
  return [...world.slack.messages, ...world.teams.messages].some(
    (message) => cardMetadata(message)?.number === number && JSON.stringify(message).includes(' agreed on '),
  );
}

/** Somebody has approved it, whatever came of it. */
export function wasApproved(card: CardMetadata | undefined): boolean {
  return card !== undefined && decided.has(card.state);
}
