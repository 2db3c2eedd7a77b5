import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../adapters/cli/free-port.ts';
import { cardOf, sandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { transferCard } from '../../src/chat/transfer-card.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents, sum } from '../../src/shared/money.ts';
import { subcontract } from '../../src/workflows/subcontract.ts';
import { people, policy, procoreLine } from '../builders.ts';
import { startBot, waitFor } from '../flows/bot-process.ts';
import { built } from '../flows/built.ts';
import { inState as transferIn } from '../transfers/transfer-builders.ts';
import { offeredAs } from '../workflows/looked-at.ts';
import { circumstances, goal, hiccup, median, print } from './figures.ts';
import { stallProbe, stallsOf } from './stall-probe.ts';

/** A subcontract of 5,000 lines: how long its card takes to be drawn, and the whole way into Sage to the cent. */
const lines = 5_000;
const amounts = Array.from({ length: lines }, (_, index) => 1_00 + (index % 97));
const total = sum(amounts.map((amount) => cents(amount)));
print(circumstances());

const { offer } = await offeredAs({
  record: {
    lines: amounts.map((amount, index) =>
      procoreLine({ id: recordId(String(90_000 + index)), position: index + 1, amount: cents(amount) }),
    ),
    total,
  },
});
const awaiting = transferIn('awaiting', { offer: offer as never });
const context = { people, policy: policy(), timeZone: 'America/Chicago', workflow: subcontract };
const took: number[] = [];
for (let time = 0; time < 50; time += 1) {
  const start = performance.now();
  slackCard(transferCard(awaiting, context));
  took.push(performance.now() - start);
}
print(goal(`drawing a card over ${lines} lines, half of 50 within`, median(took), 50, ' ms'));
print(`longest of them, the first uncompiled one included: ${Math.max(...took).toFixed(1)} ms`);

print(`this machine keeps a piece of work waiting by itself for up to ${hiccup().toFixed(0)} ms`);
await built();
const port = await freePort();
const botUrl = `http://127.0.0.1:${await freePort()}`;
// emulators in the bot's process would stall it, and beside it they would take a processor that is not theirs: elsewhere
// they are other machines
const emulators = spawn(
  'nice',
  ['-n', '15', process.execPath, 'dist/adapters/main.js', 'sandbox', '--port', String(port), '--bot', botUrl],
  { stdio: 'ignore' },
);
const sandbox = sandboxClient(`http://127.0.0.1:${port}`);
const folder = await mkdtemp(join(tmpdir(), 'countersign-lines-'));
const env = await waitFor('the sandbox to listen', () => sandbox.env().catch(() => undefined));
const bot = startBot({ ...env, COUNTERSIGN_DATA_DIR: folder }, stallProbe());
let stopped = false;
// whatever becomes of the measurement, nothing of it goes on
emulators.unref();
process.on('exit', () => {
  emulators.kill();
  if (!stopped) process.kill(bot.pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
await bot.ready();
// what has never run is slow wherever it stands: the first records of a process are small ones
await bookedWith('SMALL', [100]);
await bookedWith('BIG', amounts);
const { sage } = await sandbox.world();
const booked = {
  subcontract: sage.subcontracts.find(({ number }) => number === 'BIG')?.lines,
  'change order': (sage['change_orders'] as typeof sage.subcontracts).find(({ lines: found }) => found.length === lines)
    ?.lines,
  invoice: sage.payable_invoices.find(({ number }) => number === 'BIG-01')?.lines,
};
await bot.stop();
stopped = true;
const stalls = stallsOf(bot.said()).slice(-3);
for (const [index, [kind, stored = []]] of Object.entries(booked).entries()) {
  const exact = stored.length === lines && stored.every(({ cents: amount }, line) => amount === amounts[line]);
  print(
    `in Sage, the ${kind}: ${stored.length} lines, ${exact ? 'each' : 'NOT each'} to the cent, ${decimal(total)} in all`,
  );
  print(goal(`longest stall of the bot's process by the ${kind}`, stalls[index] ?? Infinity, 50, ' ms'));
  if (!exact) process.exitCode = 1;
}

function decimal(amount: number): string {
  return (amount / 100).toFixed(2);
}

/** A subcontract with these lines, a change order that adds as much to each, and an invoice over as much of each. */
async function bookedWith(number: string, amounts: readonly number[]): Promise<void> {
  const items = amounts.map((amount) => ({ amount: decimal(amount) }));
  const contract = await sandbox.create('work_order_contracts', { number, status: 'Approved', line_items: items });
  await approved(number);
  await sandbox.create('commitment_change_orders', {
    ...{ contract_id: contract.id, number: '001', title: 'As much again', status: 'approved', line_items: items },
  });
  await approved(`${number}-1`);
  const done = amounts.map((amount) => ({ work_completed_this_period: decimal(amount) }));
  await sandbox.bill({ commitment_id: contract.id, status: 'approved', items: done });
  await approved(`${number}-01`);
}

async function approved(number: string): Promise<void> {
  const { message } = await inState(number, 'awaiting');
  await sandbox.click('controller', message, 'Approve');
  await inState(number, 'synced');
  // Procore tells of the stamp, and so the record is held against what was posted
  await setTimeout(2_000);
  process.kill(bot.pid, 'SIGUSR2');
}

async function inState(number: string, state: string) {
  for (let left = 120; left > 0; left -= 1) {
    const found = cardOf(await sandbox.slack(), number);
    if (found?.card.state === state) return found;
    await setTimeout(500);
  }
  throw new Error(`${number} did not come to be ${state}`);
}
