import type { Edit } from '../../src/people/authors.ts';
import type { ProcorePurchaseOrder, ProcoreSubcontract } from '../../src/ports/procore.ts';
import type { Turns } from '../../src/ports/turns.ts';
import { operationKey, type RecordId } from '../../src/shared/ids.ts';
import type { Check } from '../../src/transfers/check.ts';
import type { Known, Looked } from '../../src/transfers/flow.ts';
import type { Settings } from '../../src/transfers/settings.ts';
import { subcontract } from '../../src/workflows/subcontract.ts';
import { purchaseOrder } from '../../src/workflows/purchase-order.ts';
import type { Workflow } from '../../src/workflows/workflow.ts';
import { company, harbor, procorePurchaseOrder, procoreSubcontract, settings } from '../builders.ts';
import { worldOf, type World } from '../fakes/bot.ts';
import { noTurns } from '../fakes/no-turns.ts';

/** Nothing else is known, and nothing builds on anything. */
export const alone: Pick<Known, 'standing' | 'builtOn'> = {
  standing: async () => ({}),
  builtOn: async () => [],
};

export interface Surroundings<R = Partial<ProcoreSubcontract>> {
  readonly record?: R;
  readonly settings?: Partial<Settings>;
  readonly edits?: readonly Edit[];
  /** What is otherwise in the two systems. */
  readonly otherwise?: (world: World) => void;
  readonly turns?: Turns;
}

/** What the workflow says of a contract that has nothing wrong with it but this. */
export async function lookedAt(surroundings: Surroundings = {}): Promise<Looked> {
  const record = procoreSubcontract(surroundings.record);
  return look(subcontract, surroundings, record.id, (world) => world.procore.put(record));
}

/** The same of a purchase order. */
export async function orderLookedAt(surroundings: Surroundings<Partial<ProcorePurchaseOrder>> = {}): Promise<Looked> {
  const record = procorePurchaseOrder(surroundings.record);
  return look(purchaseOrder, surroundings, record.id, (world) => world.procore.purchaseOrders.set(record.id, record));
}

function look(
  workflow: Workflow,
  { settings: otherwise, edits = [], otherwise: change, turns = noTurns }: Surroundings<unknown>,
  record: RecordId,
  put: (world: World) => void,
): Promise<Looked> {
  const world = worldOf();
  put(world);
  change?.(world);
  const site = {
    company: company({ settings: { ...settings, ...otherwise } }),
    ...{ procore: world.procore.procore, sage: world.sage.sage, turns },
  };
  const known = { edits, operationKey: operationKey('op-1'), now: world.clock.now(), ...alone };
  return workflow.look(site, { project: harbor, record }, known);
}

/** The offer of a contract that is ready, with its document. */
export async function offeredAs(surroundings: Surroundings = {}): Promise<Extract<Looked, { kind: 'ready' }>> {
  const looked = await lookedAt(surroundings);
  if (looked.kind !== 'ready') throw new Error(`the contract is ${looked.kind}`);
  return looked;
}

export async function checksOf(surroundings: Surroundings = {}): Promise<readonly Check[]> {
  return (await offeredAs(surroundings)).offer.checks;
}
