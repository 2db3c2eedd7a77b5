import type { Edit } from '../../src/people/authors.ts';
import type { ProcoreSubcontract } from '../../src/ports/procore.ts';
import { operationKey } from '../../src/shared/ids.ts';
import type { Check } from '../../src/transfers/check.ts';
import type { Known, Looked } from '../../src/transfers/flow.ts';
import type { Settings } from '../../src/transfers/settings.ts';
import { subcontract } from '../../src/workflows/subcontract.ts';
import { company, harbor, procoreSubcontract, settings } from '../builders.ts';
import { worldOf, type World } from '../fakes/bot.ts';

/** Nothing else is known, and nothing builds on anything. */
export const alone: Pick<Known, 'standing' | 'builtOn'> = {
  standing: async () => ({}),
  builtOn: async () => [],
};

export interface Surroundings {
  readonly record?: Partial<ProcoreSubcontract>;
  readonly settings?: Partial<Settings>;
  readonly edits?: readonly Edit[];
  /** What is otherwise in the two systems. */
  readonly otherwise?: (world: World) => void;
}

/** What the workflow says of a contract that has nothing wrong with it but this. */
export async function lookedAt(surroundings: Surroundings = {}): Promise<Looked> {
  const world = worldOf();
  const record = procoreSubcontract(surroundings.record);
  world.procore.put(record);
  surroundings.otherwise?.(world);
  const site = {
    company: company({ settings: { ...settings, ...surroundings.settings } }),
    ...{ procore: world.procore.procore, sage: world.sage.sage },
  };
  const known = {
    edits: surroundings.edits ?? [],
    operationKey: operationKey('op-1'),
    ...alone,
    now: world.clock.now(),
  };
  return subcontract.look(site, { project: harbor, record: record.id }, known);
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
