import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../adapters/cli/free-port.ts';
import { startSandbox } from '../../adapters/sandbox/sandbox.ts';
import { cardOf, sandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { circumstances, goal, median, percentile, print } from './figures.ts';
import { stampingProxy } from './stamping-proxy.ts';

/**
 * The bot as a process of its own against the sandbox, one record at a time: from a webhook that arrives to the card that
 * leaves for Slack, and from a press that arrives to the write that is handed to Sage's bridge. What the emulators take
 * to answer in between is part of it.
 */

const records = 60;

const port = await freePort();
const toBot = await stampingProxy(`http://127.0.0.1:${port}`);
const started = await startSandbox({ port: 0, botUrl: toBot.url });
if (!started.ok) throw new Error(started.failure.code);
const emulated = started.value;
const toEmulators = await stampingProxy(emulated.url);
const env = emulated.env();
const bot = spawn(process.execPath, ['--import', 'tsx', 'adapters/main.ts', 'start'], {
  env: {
    ...{ PATH: process.env['PATH'], LOG_LEVEL: 'error', ...env, PORT: String(port) },
    SLACK_API_URL: `${toEmulators.url}/slack/api/`,
    SAGE_BRIDGE_URL: `${toEmulators.url}/sage`,
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const sandbox = sandboxClient(emulated.url);

async function standing(number: string, state: string): Promise<{ readonly channel: string; readonly ts: string }> {
  for (;;) {
    const found = cardOf(await sandbox.slack(), number);
    if (found?.card.state === state) return found.message;
    // the emulators have this thread too: who asks them all the time measures his own questions
    await setTimeout(50);
  }
}

const toCard: number[] = [];
const toSage: number[] = [];
await standing('SC-003', 'awaiting');
for (let n = 0; n < records; n += 1) {
  const number = `W-${n}`;
  // Slack takes one message a second in a channel, which is not what is measured
  emulated.clock.advance(5_000);
  const hinted = toBot.next('/procore/webhooks');
  const posted = toEmulators.next('/chat.postMessage');
  await sandbox.create('work_order_contracts', { number, status: 'Approved', line_items: [{ amount: '12.34' }] });
  toCard.push((await posted) - (await hinted));

  const message = await standing(number, 'awaiting');
  const pressed = toBot.next('/slack/events');
  const written = toEmulators.next('/operations');
  await sandbox.click('controller', message, 'Approve');
  toSage.push((await written) - (await pressed));
  await standing(number, 'synced');
}
bot.kill('SIGTERM');
await once(bot, 'exit');
await emulated.stop();
toBot.close();
toEmulators.close();

const line = (name: string, values: readonly number[]): string =>
  `${name}: p50 ${median(values).toFixed(1)} ms, p90 ${percentile(values, 0.9).toFixed(1)} ms, longest ${Math.max(...values).toFixed(1)} ms`;
print(`${circumstances()}, ${records} records one after the other`);
print(line('webhook to card', toCard));
print(line('press to write handed over', toSage));
print(goal('webhook to card, p50', median(toCard), 30, ' ms'));
print(goal('press to write handed over, p50', median(toSage), 25, ' ms'));
