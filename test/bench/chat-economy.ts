import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import express from 'express';
import { safeLimits } from '../../adapters/config/slack-schema.ts';
import { createFaults } from '../../adapters/sandbox/faults.ts';
import { createSandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import { createSlackEmulator } from '../../adapters/sandbox/slack/slack-emulator.ts';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { createCallBudget } from '../../adapters/slack/call-budget.ts';
import { slackChat } from '../../adapters/slack/slack-chat.ts';
import { slackClient } from '../../adapters/slack/slack-client.ts';
import type { Card } from '../../src/ports/card.ts';
import { instant } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import { channel, contractOf } from '../builders.ts';
import { botOf, quietLog, type Bot } from '../fakes/bot.ts';
import { card as sampleCard } from '../slack/cards.ts';
import { circumstances, goal, median, percentile, print } from './figures.ts';

/**
 * What the bot asks of Slack: calls for five hundred records that become ready at once, for twenty states of one card
 * within a second, and what it costs to draw a card with thousands of lines. Slack is the emulator with its limits, over
 * HTTP; its clock and the bot's are turned by hand.
 */

interface Slack {
  readonly calls: Map<string, number>;
  limited: number;
  readonly url: string;
  advance(ms: number): void;
  now(): number;
  close(): void;
}

async function emulatedSlack(): Promise<Slack> {
  const clock = createSandboxClock();
  const emulator = createSlackEmulator({
    ...{
      clock,
      faults: createFaults(() => emulator.faultPlaces),
      signingSecret: 'secret',
      botToken: 'xoxb-bench',
      appToken: 'xapp-bench',
    },
    ...{ people: [], channels: [{ id: channel().id, name: 'accounting' }], botUrl: () => '' },
    ...{ teamId: 'T1', appId: 'A1', botId: 'B1', botUserId: 'U1' },
  });
  const calls = new Map<string, number>();
  const app = express();
  app.use((request, response, next) => {
    const method = request.path.replace('/api/', '');
    calls.set(method, (calls.get(method) ?? 0) + 1);
    response.on('finish', () => {
      if (response.statusCode === 429) slack.limited += 1;
    });
    next();
  });
  app.use(emulator.router);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const slack: Slack = {
    ...{ calls, limited: 0, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/` },
    advance: (ms) => clock.advance(ms),
    now: () => clock.now(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return slack;
}

/** A bot whose chat is Slack; both clocks go together. */
function botWith(slack: Slack): Bot {
  const clock = { now: () => instant(slack.now()) };
  const client = slackClient({ token: 'xoxb-bench', apiUrl: slack.url, log: quietLog() });
  const chat = slackChat({ client, budget: createCallBudget(clock, () => safeLimits), workspace: () => 'T1' });
  return botOf({ chats: new Map([['slack', chat]]) });
}

async function goOn(bot: Bot, slack: Slack, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    bot.clock.advance(1_000);
    slack.advance(1_000);
    await bot.work();
  }
}

async function flood(records: number, perSecond: number): Promise<void> {
  const slack = await emulatedSlack();
  const bot = botWith(slack);
  for (let n = 0; n < records; n += 1) {
    const at = bot.clock.now();
    bot.procore.put(
      contractOf(1_000_00 + n, { id: recordId(String(n + 1)), number: `SC-${n}`, createdAt: at, updatedAt: at }),
    );
    if (n % perSecond !== perSecond - 1) continue;
    await bot.poll();
    await goOn(bot, slack, 1);
  }
  await bot.poll();
  await goOn(bot, slack, 60);
  const all = [...slack.calls.values()].reduce((sum, count) => sum + count, 0);
  print(
    `${records} records, ${perSecond} a second: ${[...slack.calls].map(([method, count]) => `${method} ${count}`).join(', ')}; 429 answers: ${slack.limited}`,
  );
  print(goal(`calls to Slack for each of ${records} records`, all / records, 0.1));
  slack.close();
}

async function states(): Promise<void> {
  const slack = await emulatedSlack();
  const bot = botWith(slack);
  bot.procore.put(contractOf(1_000_00));
  await bot.poll();
  await goOn(bot, slack, 5);
  const [copy] = (await bot.store.find({ index: 'copies.transfer', key: 't1' })).items;
  if (copy === undefined) throw new Error('no card was posted');
  slack.calls.clear();
  for (let state = 0; state < 20; state += 1) {
    const transfer = await bot.store.get('transfers', 't1');
    if (transfer === undefined) throw new Error('there is no transfer');
    const revision = Number(transfer.value['revision']) + 1;
    await bot.store.commit({
      put: [{ collection: 'transfers', id: 't1', value: { ...transfer.value, revision } }],
      enqueue: [{ queue: 'paint', key: 't1', runAt: bot.clock.now(), payload: { transfer: 't1' } }],
    });
    await bot.work('paint');
    bot.clock.advance(50);
    slack.advance(50);
  }
  await goOn(bot, slack, 5);
  print(
    `20 states of one card within a second: ${[...slack.calls].map(([method, count]) => `${method} ${count}`).join(', ')}`,
  );
  print(goal('changes of the message', slack.calls.get('chat.update') ?? 0, 2));
  slack.close();
}

function drawing(lines: number): void {
  const { table } = sampleCard();
  if (table === undefined) throw new Error('the card has a table');
  const rows = Array.from({ length: lines }, (_, n) => [String(n), `Slab on grade ${n}`, '03-300/S', '$18,500.00']);
  const card: Card = sampleCard({ table: { ...table, rows } });
  const times = Array.from({ length: 200 }, () => {
    const begun = performance.now();
    slackCard(card);
    return performance.now() - begun;
  });
  print(
    `a card of ${lines} lines is drawn in p50 ${median(times).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms`,
  );
  if (lines === 5_000)
    print(goal('a card of 5,000 lines holds the event loop, p95', percentile(times, 0.95), 50, ' ms'));
}

print(circumstances());
await flood(500, 25);
await flood(3_000, 100);
await states();
for (const lines of [1, 100, 5_000]) drawing(lines);
