import { freePort } from '../../adapters/cli/free-port.ts';
import { runBot } from '../../adapters/cli/run-bot.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import {
  cardOf,
  sandboxClient,
  type Message,
  type SandboxClient,
  type SageRecord,
  type World,
} from '../../adapters/sandbox/tour/sandbox-client.ts';

import type { CardPayload } from '../../adapters/sandbox/tour/card-payload.ts';
import { teamsCards, type TeamsCard } from '../../adapters/sandbox/tour/teams-messages.ts';

/** The whole bot and the sandbox, wired over real HTTP as two processes would be. */
export interface BotInSandbox {
  readonly sandbox: SandboxClient;
  readonly emulated: Sandbox;
  readonly botUrl: string;
  /** Approved in Procore by the project manager unless told. */
  approved(number: string, amounts: readonly string[], more?: object): ReturnType<SandboxClient['create']>;
  card(
    number: string,
    state: string,
    round?: number,
  ): Promise<{ readonly message: Message; readonly card: CardPayload }>;
  /** The card in Teams. */
  teamsCard(number: string, state: string, round?: number): Promise<TeamsCard>;
  until<T>(what: string, look: (world: World) => T | undefined): Promise<T>;
  /** Until the bot says that nothing is left to do. */
  atRest(): Promise<void>;
  inSage(number: string): Promise<readonly SageRecord[]>;
  /** Stops the bot and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface BotChoices {
  /** How Slack reaches the bot. */
  readonly slack?: 'http' | 'socket';
  /** Left out unless asked for: its libraries take a second to load. */
  readonly teams?: boolean;
  /** Another one than the default. */
  readonly story?: string;
  /** Opens what stands in front of the bot, for everything that the sandbox sends it. */
  readonly door?: (botUrl: string) => Promise<{ readonly url: string }>;
}

export async function botInSandbox({
  slack = 'http',
  teams = false,
  story,
  door,
}: BotChoices = {}): Promise<BotInSandbox> {
  const botUrl = `http://127.0.0.1:${await freePort()}`;
  const { url: front } = (await door?.(botUrl)) ?? { url: botUrl };
  const started = await startSandbox({
    ...{ port: 0, botUrl: front, teams },
    ...(story === undefined ? {} : { story }),
  });
  if (!started.ok) throw new Error(`the sandbox did not start: ${started.failure.code}`);
  const emulated = started.value;
  const start = async () => {
    const running = await runBot({ ...emulated.env(slack), PORT: new URL(botUrl).port, LOG_LEVEL: 'silent' });
    if (!running.ok) throw new Error(running.failure.join('\n'));
    return running.value;
  };
  let bot = await start();
  const sandbox = sandboxClient(emulated.url);

  const until: BotInSandbox['until'] = async (what, look) => {
    for (const deadline = Date.now() + 12_000; ;) {
      const world = await sandbox.world();
      const found = look(world);
      if (found !== undefined) return found;
      if (Date.now() > deadline)
        throw new Error(
          `waited in vain for ${what}; messages: ${world.slack.messages.map(({ text }) => text).join(' | ')} and in Teams: ${world.teams.messages.map(({ text, summary }) => text ?? summary).join(' | ')}`,
        );
      await nextTurn();
    }
  };
  return {
    sandbox,
    emulated,
    botUrl,
    until,
    approved: (number, amounts, more = {}) =>
      sandbox.create('work_order_contracts', {
        number,
        status: 'Approved',
        line_items: amounts.map((amount) => ({ amount })),
        ...more,
      }),
    card: (number, state, round) =>
      until(`${number} to be ${state}`, (world) => {
        const found = cardOf(world, number);
        return found?.card.state === state && (round === undefined || found.card.round === round) ? found : undefined;
      }),
    teamsCard: (number, state, round) =>
      until(`${number} to be ${state} in Teams`, ({ teams: { messages } }) =>
        teamsCards(messages, number).findLast(
          ({ card }) => card.state === state && (round === undefined || card.round === round),
        ),
      ),
    async atRest() {
      for (const deadline = Date.now() + 12_000; Date.now() < deadline; await nextTurn()) {
        const metrics = await (await fetch(`${botUrl}/metrics`)).text();
        if (/^countersign_work_due 0$/m.test(metrics) && /^countersign_outbox_due 0$/m.test(metrics)) return;
      }
      throw new Error('the bot did not come to rest');
    },
    inSage: async (number) => (await sandbox.world()).sage.subcontracts.filter((record) => record.number === number),
    async restart() {
      await bot.stop();
      bot = await start();
    },
    async stop() {
      await bot.stop();
      await emulated.stop();
    },
  };
}

/** Lets the other side of a connection have its turn before the question is asked again. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}

/** Everything a message says. */
export function said(message: { readonly text: string; readonly blocks?: unknown }): string {
  return `${message.text} ${JSON.stringify(message.blocks ?? '')}`;
}
