import { z } from 'zod';
import type { Guide } from './guide.ts';
import type { Contract, SandboxClient, World } from './sandbox-client.ts';
import type { Stage } from './scenes.ts';

type Bench = Pick<Stage, 'sandbox' | 'guide'>;

const Line = z.looseObject({ line: z.number(), cents: z.number(), changeCents: z.number().optional() });
const Commitment = z.looseObject({ key: z.string(), number: z.string(), lines: z.array(Line) });
const Change = z.looseObject({ number: z.string(), title: z.string(), origin_id: z.string().nullish() });

/** Quantity times unit cost is Procore's amount to the cent. */
export async function purchaseOrder({ sandbox, guide }: Bench): Promise<void> {
  guide.scene('5. A purchase order is quantities with unit costs');
  guide.does('Purchase order T-P1: 120 at 14.25 and 40 at 12.505');
  await sandbox.create('purchase_order_contracts', {
    ...{ number: 'T-P1', title: 'Tour order T-P1', status: 'Approved' },
    line_items: [
      { quantity: '120', unit_cost: '14.25' },
      { quantity: '40', unit_cost: '12.505' },
    ],
  });
  await approved({ sandbox, guide }, 'T-P1');
  const world = await sandbox.world();
  const order = inSage(world, 'purchase_orders', 'T-P1');
  guide.sees('Sage has T-P1 once: 120 × 14.25 and 40 × 12.505', amounts(order), [1_710_00, 500_20]);
  const [ours] = contracts(world, 'purchase_order_contracts').filter(({ number }) => number === 'T-P1');
  guide.sees('Procore carries the key of the Sage record', ours?.origin_id, order?.key);
}

/** A change raises one line, lowers another and brings a third; on the order a line is added. */
export async function changeOrders({ sandbox, guide }: Bench): Promise<void> {
  guide.scene('6. A change order of each: on subcontract T-101 and on purchase order T-P1');
  const before = await sandbox.world();
  const [subcontract] = contracts(before, 'work_order_contracts').filter(({ number }) => number === 'T-101');
  const [order] = contracts(before, 'purchase_order_contracts').filter(({ number }) => number === 'T-P1');

  guide.does('T-101: 900.00 more of paving, 400.50 less of sidewalks, and 312.40 for a trench drain, which is new');
  await sandbox.create('commitment_change_orders', {
    ...{ contract_id: subcontract?.id, number: '001', title: 'Paving and drain', status: 'approved' },
    line_items: [
      { amount: '900.00' },
      { amount: '-400.50' },
      { amount: '312.40', commitment_line_item_id: null, description: 'Trench drain' },
    ],
  });
  const waiting = await guide.card('T-101-1', 'awaiting');
  guide.sees(
    'the card states the contract before and after: $48,500.00 → $49,311.90',
    /\$48,500\.00 → \$49,311\.90/.test(JSON.stringify(waiting.message.blocks)),
    true,
  );
  await approved({ sandbox, guide }, 'T-101-1');

  guide.does('T-P1: freight for 99.95, a line that is added');
  await sandbox.create('commitment_change_orders', {
    ...{ contract_id: order?.id, number: '001', title: 'Freight', status: 'approved' },
    line_items: [{ amount: '99.95', commitment_line_item_id: null, description: 'Freight' }],
  });
  await approved({ sandbox, guide }, 'T-P1-1');

  const world = await sandbox.world();
  guide.sees(
    'the lines of T-101 in Sage: 31,000 + 900, 17,500 - 400.50, and the drain',
    amounts(inSage(world, 'subcontracts', 'T-101')),
    [31_900_00, 17_099_50, 312_40],
  );
  guide.sees(
    'the lines of T-P1 in Sage: what stood there, and the freight',
    amounts(inSage(world, 'purchase_orders', 'T-P1')),
    [1_710_00, 500_20, 99_95],
  );
  const marks = z.array(Change).parse(world.procore['commitment_change_orders']);
  guide.sees(
    'Procore marks both',
    marks.map(({ origin_id: key }) => typeof key),
    ['string', 'string'],
  );
}

async function approved(
  { sandbox, guide }: { readonly sandbox: SandboxClient; readonly guide: Guide },
  number: string,
): Promise<void> {
  const { message } = await guide.card(number, 'awaiting');
  guide.does(`Dana approves ${number}`);
  await sandbox.click('controller', message, 'Approve');
  const done = await guide.card(number, 'synced');
  guide.wrote();
  guide.sees(`the card says so: "${done.message.text}"`, done.message.text.startsWith('Synced'), true);
}

function contracts(world: World, collection: string): readonly Contract[] {
  return (world.procore[collection] ?? []) as readonly Contract[];
}

function inSage(world: World, collection: string, number: string): z.output<typeof Commitment> | undefined {
  const found = z
    .array(Commitment)
    .parse(world.sage[collection])
    .filter((record) => record.number === number);
  return found.length === 1 ? found[0] : undefined;
}

/** What each line comes to, with its changes. */
function amounts(commitment: z.output<typeof Commitment> | undefined): readonly number[] {
  return (commitment?.lines ?? []).map(({ cents, changeCents = 0 }) => cents + changeCents);
}
