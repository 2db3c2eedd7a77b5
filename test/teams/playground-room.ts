import { readFileSync, writeFileSync } from 'node:fs';
import { freePort } from '../../adapters/cli/free-port.ts';
import { runBot } from '../../adapters/cli/run-bot.ts';
import { startSandbox } from '../../adapters/sandbox/sandbox.ts';
import { teamsTenant } from '../../adapters/sandbox/stories/cast.ts';
import { findButton } from '../../adapters/sandbox/teams/card-buttons.ts';
import { fillIn } from '../../adapters/sandbox/teams/card-form.ts';
import { sandboxClient, type SandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { isObject, listOf, objectOf, textOf } from '../../adapters/sandbox/json-value.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { figure } from '../metrics/figures.ts';
import { nextTurn, startPlayground, type Playground } from './playground.ts';
import { recordingProxy, type RecordingProxy } from './recording-proxy.ts';

/** What the bot has said somewhere, as it stands now. */
export interface Said {
  readonly conversation: string;
  readonly activityId: string;
  readonly activity: JsonObject;
  readonly card: JsonObject;
  /** How often the bot has repainted it for everybody. */
  readonly repainted: number;
}

/** The whole bot between the emulated books and the Playground: Procore and Sage are the sandbox's, Teams is not. */
export interface PlaygroundRoom {
  readonly playground: Playground;
  readonly proxy: RecordingProxy;
  readonly sandbox: SandboxClient;
  messages(): readonly Said[];
  /** The card of a record. */
  cardOf(number: string, state?: string): Promise<Said>;
  until<T>(what: string, look: () => T | undefined): Promise<T>;
  /** Until so many records wait for approval, with a card or without. */
  waiting(records: number): Promise<void>;
  /** Presses the button with that label; one that asks first is confirmed. Answers what the person then reads. */
  press(
    user: string,
    said: Said,
    label: string,
    inputs?: { readonly [input: string]: string },
  ): Promise<string | undefined>;
  close(): Promise<void>;
}

const patienceMs = 12_000;

/** No more than two records get a card of their own, so that the third brings a summary. */
export async function playgroundRoom(): Promise<PlaygroundRoom> {
  const botUrl = `http://127.0.0.1:${await freePort()}`;
  const proxy = await recordingProxy(() => playground.connectorUrl);
  const starting = startPlayground(botUrl, proxy.url);
  const started = await startSandbox({ port: 0, botUrl, slack: false });
  const playground = await starting;
  if (!started.ok) throw new Error(`the sandbox did not start: ${started.failure.code}`);
  const emulated = started.value;
  const env = emulated.env();
  cardsAtOnce(env['COUNTERSIGN_CONFIG'] ?? '', 2);
  const running = await runBot({
    ...env,
    LOG_LEVEL: 'silent',
    TEAMS_TENANT_ID: teamsTenant.tenantId,
    TEAMS_ALLOW_UNAUTHENTICATED: 'true',
    TEAMS_SERVICE_URL: proxy.url,
  });
  if (!running.ok) throw new Error(running.failure.join('\n'));

  const messages = (): readonly Said[] => saidIn(proxy);
  const until: PlaygroundRoom['until'] = async (what, look) => {
    for (const deadline = Date.now() + patienceMs; ; await nextTurn()) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() < deadline) continue;
      const there = messages().map(({ activity }) => textOf(activity['summary']));
      throw new Error(`waited in vain for ${what}; messages: ${there.join(' | ')}`);
    }
  };
  return {
    ...{ playground, proxy, messages, until },
    sandbox: sandboxClient(emulated.url),
    cardOf: (number, state = 'awaiting') =>
      until(`${number} to be ${state}`, () =>
        messages().find(({ card }) => {
          const { countersign } = objectOf(card['metadata']);
          return isObject(countersign) && countersign['number'] === number && countersign['state'] === state;
        }),
      ),
    async waiting(records) {
      for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await nextTurn()) {
        const metrics = await (await fetch(`${botUrl}/metrics`)).text();
        if (figure(metrics, 'countersign_transfers{kind="subcontract",state="awaiting"}') === records) return;
      }
      throw new Error(`there were never ${records} records that wait`);
    },
    async press(user, { conversation, activityId, card }, label, inputs = {}) {
      const button = findButton(card, label);
      if (button === undefined) throw new Error(`there is no button "${label}"`);
      const { values, errors } = fillIn(button.inputs, inputs);
      if (Object.keys(errors).length > 0) throw new Error(JSON.stringify(errors));
      const data = { ...objectOf(button.action['data']), ...values };
      const action = { type: 'Action.Execute', verb: button.action['verb'] ?? '', data };
      return textOf((await playground.press({ user, conversation, activityId, action }))['value']);
    },
    async close() {
      await running.value.stop();
      await Promise.all([emulated.stop(), playground.stop(), proxy.close()]);
    },
  };
}

function cardsAtOnce(path: string, most: number): void {
  const config = JSON.parse(readFileSync(path, 'utf8')) as { channels: object[]; timing: object };
  const channels = config.channels.map((channel) => ({ ...channel, cardsAtOnce: most }));
  writeFileSync(path, JSON.stringify({ ...config, channels, timing: { ...config.timing, cardWindowMs: 3_600_000 } }));
}

/** Read from the calls of the bot: the Playground tells nobody what stands in its conversations. */
function saidIn({ calls }: RecordingProxy): readonly Said[] {
  const said = new Map<string, Said>();
  for (const { method, path, body, status, answer } of calls) {
    const [, conversation = '', changed] = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    if (conversation === '' || status >= 300) continue;
    const [attached] = listOf(body['attachments']);
    const now = { activity: body, card: objectOf(objectOf(attached)['content']) };
    const activityId = textOf(answer['id']) ?? changed ?? '';
    const before = said.get(changed ?? '');
    if (method === 'POST') said.set(activityId, { conversation, activityId, ...now, repainted: 0 });
    if (method === 'PUT' && before !== undefined) {
      said.set(before.activityId, { ...before, ...now, repainted: before.repainted + 1 });
    }
  }
  return [...said.values()];
}
