import type { Store } from '../../src/ports/store.ts';
import { recordId, type RecordId } from '../../src/shared/ids.ts';
import type { Bot, World } from '../fakes/bot.ts';
import type { Period } from '../workflows/pay-application.ts';

/** A fault that somebody builds in, so that the test can be tested. */
export type Plant = 'no_look_up' | 'no_dedupe' | 'float_money' | 'skipped_prerequisite' | 'stale_card';

/** Two subcontracts that are billed, each with two lines. */
export const billed = [
  { id: recordId('4401'), number: 'SC-004', lines: ['88001', '88002'] },
  { id: recordId('4402'), number: 'SC-005', lines: ['88003', '88004'] },
] as const;

export interface BillsPlay extends World {
  readonly store: Store;
  /** What the world saw that must never be. */
  readonly errors: string[];
  /** The sheets as people keep them: what each subcontract's bills say, and whether they are approved. */
  readonly sheets: Map<RecordId, { periods: Period[]; statuses: string[] }>;
  bot(): Bot;
  /** Brings Procore up to what the sheet of that subcontract says. */
  publish(contract: RecordId): void;
  crash(after: number): Promise<void>;
  /** Presses the button that goes forward on the newest card of everything, as that person. */
  pressAll(person: number): Promise<void>;
  press(person: number, card: number, back: boolean): Promise<void>;
}

export function invoiceId(contract: RecordId, number: number): RecordId {
  return recordId(`${contract}0${number}`);
}
