import { monitorEventLoopDelay } from 'node:perf_hooks';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { transferCard } from '../../src/chat/transfer-card.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents, sum } from '../../src/shared/money.ts';
import { subcontract } from '../../src/workflows/subcontract.ts';
import { people, policy, procoreLine } from '../builders.ts';
import { botInSandbox } from '../flows/bot-in-sandbox.ts';
import { inState } from '../transfers/transfer-builders.ts';
import { offeredAs } from '../workflows/looked-at.ts';
import { circumstances, goal, median, print } from './figures.ts';

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
const awaiting = inState('awaiting', { offer: offer as never });
const context = { people, policy: policy(), timeZone: 'America/Chicago', workflow: subcontract };
const took: number[] = [];
for (let time = 0; time < 50; time += 1) {
  const start = performance.now();
  slackCard(transferCard(awaiting, context));
  took.push(performance.now() - start);
}
print(goal(`drawing a card over ${lines} lines, half of 50 within`, median(took), 50, ' ms'));
print(`longest of them, the first uncompiled one included: ${Math.max(...took).toFixed(1)} ms`);

const bot = await botInSandbox();
const stalls = monitorEventLoopDelay({ resolution: 5 });
const decimal = (amount: number): string => (amount / 100).toFixed(2);
await bot.approved('BIG-1', amounts.map(decimal));
stalls.enable();
const { message } = await patiently(() => bot.card('BIG-1', 'awaiting'));
await bot.sandbox.click('controller', message, 'Approve');
await patiently(() => bot.card('BIG-1', 'synced'));
stalls.disable();
const [record] = await bot.inSage('BIG-1');
const stored = (record?.lines ?? []).map((line) => line.cents);
const exact = stored.length === lines && stored.every((amount, index) => amount === amounts[index]);
print(`in Sage: ${stored.length} lines, ${exact ? 'each' : 'NOT each'} to the cent, ${decimal(total)} in all`);
// bot and emulators share this process: what is drawn is a small part of it
print(`longest stall of bot and emulators together: ${(stalls.max / 1e6).toFixed(0)} ms`);
await bot.stop();
if (!exact) process.exitCode = 1;

/** A busy machine takes longer than a test may. */
async function patiently<T>(wait: () => Promise<T>): Promise<T> {
  for (let left = 8; left > 0; left -= 1) {
    const found = await wait().catch(() => undefined);
    if (found !== undefined) return found;
  }
  return wait();
}
