import type { ProcoreSubcontract } from '../../src/ports/procore.ts';
import type { ProcoreRequisition, RequisitionItem } from '../../src/ports/requisition.ts';
import { operationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { Check } from '../../src/transfers/check.ts';
import type { Built, Looked, Standing } from '../../src/transfers/flow.ts';
import type { ChosenValues } from '../../src/transfers/input.ts';
import type { Settings } from '../../src/transfers/settings.ts';
import { invoice } from '../../src/workflows/invoice.ts';
import { company, harbor, procoreSubcontract, settings } from '../builders.ts';
import { worldOf, type World } from '../fakes/bot.ts';
import { noTurns } from '../fakes/no-turns.ts';
import { payApplications, type Period } from './pay-application.ts';

/** The lines of the contract that is billed: 30,000.00 and 10,000.00. */
export const footings = '88001';
export const slab = '88002';

/** 10,000.00 on the first line with 10 % held. */
export const firstBill: Period = { lines: { [footings]: { work: 10_000_00, held: 1_000_00 } } };

export interface Billed {
  /** What is billed one after the other; the last is looked at, those before are in Sage. */
  readonly periods?: readonly Period[];
  readonly bill?: Partial<ProcoreRequisition>;
  /** Over every item of the last. */
  readonly item?: Partial<RequisitionItem>;
  readonly contract?: Partial<ProcoreSubcontract>;
  readonly settings?: Partial<Settings>;
  /** Fields of the subcontract in Sage, and of its lines by their number. */
  readonly inSage?: JsonObject;
  readonly sageLines?: Readonly<Record<number, JsonObject>>;
  readonly standing?: Standing;
  readonly built?: readonly Built[];
  /** What people chose. */
  readonly inputs?: ChosenValues;
  readonly otherwise?: (world: World) => void;
}

/** What the workflow says of an invoice that has nothing wrong with it but this. */
export async function invoiceLookedAt(billed: Billed = {}): Promise<Looked> {
  const world = worldOf();
  const bills = payApplications(billed.periods ?? [firstBill]);
  const last = bills.at(-1);
  if (last === undefined) throw new Error('nothing is billed');
  const before = bills.at(-2);
  const { books } = world.sage;
  books.profile = { ...books.profile, overSubcontract: { rule: 'warn', tolerance: { type: 'none' } } };
  const vendor = books.vendors.get('217');
  if (vendor !== undefined) books.vendors.set('217', { ...vendor, defaultAccount: '5200', dueTerms: '30DY' });

  const commitment = procoreSubcontract(billed.contract);
  const billedOn = (ref: string): number => before?.items.find(({ line }) => line === ref)?.toDate ?? 0;
  const line = (number: number, ref: string, costCode: string, cents: number): JsonObject => ({
    ...{ lineRef: '', description: '', costCode, costType: 4, cents, changeCents: 0, billedCents: billedOn(ref) },
    ...billed.sageLines?.[number],
  });
  const record = books.enterByHand({
    ...{ number: 'SC-004', vendorNumber: '217', jobNumber: '1042', status: 4, retainageBasisPoints: 1_000 },
    retainageHeldCents: before?.summary.totalRetainage ?? 0,
    lines: [line(1, footings, '3300.000', 30_000_00), line(2, slab, '3310.000', 10_000_00)],
    ...billed.inSage,
  });
  world.procore.put({ ...commitment, ...linked(billed, record.key) });
  for (const bill of bills) {
    const looked = bill === last;
    const items = bill.items.map((item) => (looked ? { ...item, ...billed.item } : item));
    const stamped = looked ? {} : { originId: `AP-${bill.number}` };
    world.procore.requisitions.set(bill.id, { ...bill, items, ...stamped, ...(looked ? billed.bill : {}) });
  }
  billed.otherwise?.(world);

  const site = {
    company: company({ settings: { ...settings, ...billed.settings } }),
    ...{ procore: world.procore.procore, sage: world.sage.sage, turns: noTurns },
  };
  return invoice.look(
    site,
    { project: harbor, record: last.id },
    {
      edits: [],
      inputs: billed.inputs ?? {},
      operationKey: operationKey('op-1'),
      now: world.clock.now(),
      standing: async () => billed.standing ?? {},
      builtOn: async () => billed.built ?? [],
    },
  );
}

function linked({ contract }: Billed, key: string): Partial<ProcoreSubcontract> {
  return contract !== undefined && 'originId' in contract ? {} : { originId: key };
}

/** The offer of an invoice that is ready, with its document. */
export async function invoiceOffered(billed: Billed = {}): Promise<Extract<Looked, { kind: 'ready' }>> {
  const looked = await invoiceLookedAt(billed);
  if (looked.kind !== 'ready') throw new Error(`the invoice is ${looked.kind}`);
  return looked;
}

export async function invoiceChecksOf(billed: Billed = {}): Promise<readonly Check[]> {
  return (await invoiceOffered(billed)).offer.checks;
}

/** An invoice of the vendor as it stands in Sage. */
export function standingInvoice(changes: JsonObject = {}): JsonObject {
  return {
    ...{ number: 'A-1', vendorNumber: '217', jobNumber: '1042', status: 1, date: '2026-05-01', dueDate: '2026-05-31' },
    ...{ subcontractNumber: 'SC-999', retainageCents: 0, taxCents: 0 },
    lines: [{ lineRef: '', description: '', costCode: '3300.000', costType: 4, cents: 777_77 }],
    ...changes,
  };
}
