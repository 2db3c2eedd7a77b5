import { defaultStory } from '../stories/default.ts';
import type { Guide } from './guide.ts';
import type { Contract, Requisition, SandboxClient } from './sandbox-client.ts';
import type { Stage } from './scenes.ts';
import { totalsOf, totalsTable } from './totals.ts';

type Bench = Pick<Stage, 'sandbox' | 'guide'>;

/** One subcontractor bills three times on the subcontract of the first scene: stored, partly moved, the rest. */
export async function threeInvoices({ sandbox, guide }: Bench): Promise<void> {
  guide.scene('7. Three invoices with stored materials and retainage on T-101');
  const contract = await standing(sandbox, 'T-101');

  guide.does('#1: 12,000.00 of paving is installed and 6,000.00 of it stored; 4,000.00 of sidewalks; 10 % is held');
  const first = await bill(sandbox, contract, [
    { work_completed_this_period: '12000.00', materials_presently_stored: '6000.00' },
    { work_completed_this_period: '4000.00' },
  ]);
  await posted({ sandbox, guide }, first, 'T-101-01', { gross: 22_000_00, held: 2_200_00 });

  guide.does('#2: 4,000.00 of the store and 5,000.00 besides are installed, 2,000.00 stay; 3,500.75 of sidewalks');
  const second = await bill(sandbox, contract, [
    { work_completed_this_period: '9000.00', materials_presently_stored: '2000.00' },
    { work_completed_this_period: '3500.75' },
  ]);
  const { message } = await guide.card('T-101-02', 'awaiting');
  guide.sees(
    'a move from stored to installed bills nothing new: 9,000 + 2,000 - 6,000 and 3,500.75',
    /\$8,500\.75/.test(JSON.stringify(message.blocks)),
    true,
  );
  await posted({ sandbox, guide }, second, 'T-101-02', { gross: 8_500_75, held: 850_08 });

  guide.does(
    '#3: the rest of the store is installed; 2,000.00 of sidewalks with 5 % held from now on; the trench drain',
  );
  const third = await bill(sandbox, contract, [
    { work_completed_this_period: '2000.00', materials_presently_stored: '0.00' },
    { work_completed_this_period: '2000.00', work_completed_retainage_percent_this_period: '5.00' },
    { ...(await drainOf(sandbox)), work_completed_this_period: '312.40' },
  ]);
  await posted({ sandbox, guide }, third, 'T-101-03', { gross: 2_312_40, held: 131_24 });
}

/** The money of both systems beside each other. */
export async function booksAgree({ sandbox, guide }: Bench): Promise<void> {
  guide.scene('At the end: money in Procore and money in Sage');
  const rows = totalsOf(await sandbox.world(), defaultStory.costTypes);
  for (const line of totalsTable(rows)) guide.shows(line);
  const apart = rows.filter(({ amount }) => amount.procore !== amount.sage);
  guide.sees('every amount is the same in both, to the cent', apart, []);
  const kinds = new Set(rows.map(({ what }) => what));
  guide.sees(
    'commitments, changes, bills and retainage are among them',
    ['commitments', 'changes', 'billed', 'retainage'].every((kind) => kinds.has(kind as never)),
    true,
  );
}

async function standing(sandbox: SandboxClient, number: string): Promise<Contract> {
  const { procore } = await sandbox.world();
  const found = procore.work_order_contracts.find((contract) => contract.number === number);
  if (found === undefined) throw new Error(`${number} is not in Procore`);
  return found;
}

/** The line that only the change order brought. */
async function drainOf(sandbox: SandboxClient): Promise<object> {
  const { procore } = await sandbox.world();
  const orders = (procore['commitment_change_orders'] ?? []) as readonly Pick<Contract, 'line_items'>[];
  const drain = orders
    .flatMap(({ line_items: lines }) => lines)
    .find(({ description }) => description === 'Trench drain');
  return { line_item_id: drain?.id, item_type: 'change_order_item' };
}

function bill(sandbox: SandboxClient, contract: Contract, items: readonly object[]): Promise<Requisition> {
  return sandbox.bill({ commitment_id: contract.id, status: 'approved', items });
}

async function posted(
  { sandbox, guide }: { readonly sandbox: SandboxClient; readonly guide: Guide },
  requisition: Requisition,
  number: string,
  expected: { readonly gross: number; readonly held: number },
): Promise<void> {
  const { message } = await guide.card(number, 'awaiting');
  guide.does(`Dana approves invoice ${number}`);
  await sandbox.click('controller', message, 'Approve');
  const done = await guide.card(number, 'synced');
  guide.wrote();
  const { procore, sage } = await sandbox.world();
  const records = sage.payable_invoices.filter((invoice) => invoice.number === number);
  const gross = records.flatMap(({ lines }) => lines).reduce((sum, { cents }) => sum + cents, 0);
  const held = records.reduce((sum, { retainageCents }) => sum + retainageCents, 0);
  guide.sees(
    `Sage has ${number} once, gross and retainage to the cent`,
    [records.length, gross, held],
    [1, expected.gross, expected.held],
  );
  const due = Math.round(Number(requisition.summary.current_payment_due) * 100);
  guide.sees('gross less retainage is what Procore says is due', gross - held, due);
  guide.sees(
    'Procore carries the key of the Sage record',
    procore.requisitions.find(({ id }) => id === requisition.id)?.origin_id,
    records[0]?.key,
  );
  guide.sees(`the card says so: "${done.message.text}"`, done.message.text.startsWith('Synced'), true);
}
