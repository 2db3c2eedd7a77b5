import { App, HTTPReceiver } from '@slack/bolt';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lowdbStore } from '../../adapters/store/lowdb/lowdb-store.ts';
import { pinoLog } from '../../adapters/system/pino-log.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { cardContext } from '../../src/chat/talk.ts';
import { transferCard } from '../../src/chat/transfer-card.ts';
import { cents } from '../../src/shared/money.ts';
import { recordId } from '../../src/shared/ids.ts';
import type { Transfer } from '../../src/transfers/transfer.ts';
import { carla, company, people, procoreLine, procoreSubcontract } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { signingSecret } from '../slack/request-cases.ts';
import { openRoom } from '../slack/slack-room.ts';
import { fillWithEnded } from './ended-transfers.ts';

/** What the server tells the bench over the process channel when it listens. */
export interface Ready {
  readonly url: string;
  /** One value of an Approve button for each card that waits. */
  readonly values: readonly string[];
}

const [what, ended = '0', waiting = '0'] = process.argv.slice(2);

/** A Bolt app that does nothing but acknowledge: what Slack's own library costs. */
async function bare(): Promise<Ready> {
  const receiver = new HTTPReceiver({ signingSecret });
  const app = new App({ receiver, authorize: async () => ({}), convoStore: false, ignoreSelf: false });
  app.action(/.*/, async ({ ack }) => ack());
  const server = createServer((request, response) => void receiver.requestListener(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, values: [] };
}

/** The bot's own way of a press, on the store that it has by default: acknowledged when the decision is on disk. */
async function ours(): Promise<Ready> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  process.on('exit', () => void rm(folder, { recursive: true, force: true }));
  const fatal = (error: Error): never => {
    throw error;
  };
  const clock = systemClock(new AbortController().signal);
  const store = await lowdbStore({ folder, clock, log: pinoLog('silent'), onFatal: fatal });
  if (!store.ok) throw new Error(store.failure.kind);
  await fillWithEnded(store.value, { from: 0, to: Number(ended) });

  const bot = botOf({
    store: store.value,
    people: () => ({ all: people.all.map((one) => (one === carla ? { ...one, slack: 'U0CONTROL' } : one)) }),
  });
  for (let n = 0; n < Number(waiting); n += 1) {
    const line = procoreLine({ id: recordId(`L${n}`), amount: cents(100_00) });
    bot.procore.put(procoreSubcontract({ id: recordId(`R${n}`), number: `B-${n}`, lines: [line] }));
  }
  await bot.application.poll(company().id);
  await bot.work('look');

  const room = await openRoom();
  room.conversation.onPress = (press) => {
    room.conversation.presses.length = 0;
    return bot.application.conversation.press(press);
  };
  return { url: room.botUrl, values: await approveValues(bot) };
}

async function approveValues(bot: ReturnType<typeof botOf>): Promise<readonly string[]> {
  const values: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await bot.store.find({
      index: 'transfers.open',
      key: company().id,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { value } of page.items) {
      const transfer = value as unknown as Transfer;
      if (transfer.state !== 'awaiting') continue;
      const card = transferCard(transfer, cardContext(bot.talk, transfer));
      const approve = card.buttons.find(({ action }) => action === 'approve');
      if (approve !== undefined) values.push(approve.value);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return values;
}

process.send?.(await (what === 'bare' ? bare() : ours()));
process.on('disconnect', () => process.exit(0));
