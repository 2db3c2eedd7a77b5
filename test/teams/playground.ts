import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cast, teamsTenant } from '../../adapters/sandbox/stories/cast.ts';
import type { JsonObject } from '../../src/shared/json.ts';

/**
 * Microsoft's own emulator of Teams for developers, which knows nothing of ours: the Microsoft 365 Agents Playground, as
 * a process of its own with the people and the channel of the sandbox. It listens on every address of the machine.
 */
export interface Playground {
  readonly url: string;
  /** Where its Bot Connector is. */
  readonly connectorUrl: string;
  /** Puts the app into a conversation; the bot is told. */
  install(conversation: string): Promise<void>;
  /** Writes as the person who sits at the browser, with a mention of the bot. */
  write(conversation: string, text: string): Promise<void>;
  /** Presses a button of a message; answers what the bot answers. */
  press(press: PlaygroundPress): Promise<JsonObject>;
  stop(): Promise<void>;
}

export interface PlaygroundPress {
  /** A role of the sandbox. */
  readonly user: string;
  readonly conversation: string;
  readonly activityId: string;
  readonly action: JsonObject;
}

export const botAccount = { id: '28:countersign', name: 'Countersign' };
const [channel] = teamsTenant.places;
export const accounting = channel.id;
export const personalChat = 'a:controller';

/** The person at the browser. */
export const atBrowser = 'controller';

const main = 'node_modules/@microsoft/m365agentsplayground/cli.js';
const patienceMs = 30_000;

/** `serviceUrl` is what activities name, and so where the bot calls. */
export async function startPlayground(botUrl: string, serviceUrl: string): Promise<Playground> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-playground-'));
  writeFileSync(join(folder, '.m365agentsplayground.yml'), JSON.stringify(tenantFile));
  const options = ['-e', `${botUrl}/api/messages`, '-c', 'msteams', '-p', '0', '--service-url', serviceUrl];
  const child = spawn(process.execPath, [resolve(main), 'start', ...options, '--disable-telemetry'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, TEAMSAPPTESTER_BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text: Buffer) => (said += text.toString()));
  const closed = once(child, 'close');
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;

  const stop = async (): Promise<void> => {
    if (!ended()) child.kill('SIGKILL');
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };

  async function listening(): Promise<string> {
    for (const deadline = Date.now() + patienceMs; ; await nextTurn()) {
      const port = /Listening on (\d+)/.exec(said)?.[1];
      const url = `http://127.0.0.1:${port ?? ''}`;
      // it says so before it has read its file
      if (port !== undefined && (await answers(`${url}/_debug/ping`))) return url;
      if (!ended() && Date.now() < deadline) continue;
      await stop();
      throw new Error(`the Playground did not start: ${said}`);
    }
  }

  const url = await listening();
  const call = async (path: string, body: JsonObject): Promise<JsonObject> => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return (text.startsWith('{') ? JSON.parse(text) : {}) as JsonObject;
  };
  const at = (conversation: string): string => encodeURIComponent(conversation);
  return {
    ...{ url, connectorUrl: `${url}/_connector`, stop },
    async install(conversation) {
      await call(`/_debug/conversation/${at(conversation)}/installation`, {});
    },
    async write(conversation, text) {
      const mention = `<at>${botAccount.name}</at>`;
      await call(`/_conversation/v1/conversations/${at(conversation)}/messages`, {
        from: { id: atBrowser },
        text: `${mention} ${text}`,
        textFormat: 'plain',
        mentions: [{ mentioned: { id: botAccount.id }, text: mention }],
      });
    },
    press: ({ user, conversation, activityId, action }) =>
      call('/_conversation/v1/invoke', {
        name: 'adaptiveCard/action',
        from: { id: user },
        // each post of a channel is a thread
        conversation: { id: `${conversation};messageid=${activityId}` },
        replyToId: activityId,
        value: { action, trigger: 'manual' },
      }),
  };
}

/** It wants five people beside the one at the browser. YAML takes JSON as it is. */
const people = [...cast.map(({ role, name, teams, email }) => person(role, name, teams, email)), filler()];
const tenantFile = {
  version: '0.1.1',
  tenantId: teamsTenant.tenantId,
  bot: botAccount,
  currentUser: people.find(({ id }) => id === atBrowser),
  users: people.filter(({ id }) => id !== atBrowser),
  personalChat: { id: personalChat },
  groupChat: { id: '19:month-end@thread.v2', name: 'month-end' },
  team: { ...teamsTenant.team, channels: [{ id: channel.id, name: channel.name }] },
};

function person(id: string, name: string, aadObjectId: string, email: string) {
  const [givenName = '', surname = ''] = name.split(' ');
  return { id, name, aadObjectId, givenName, surname, email, userPrincipleName: email };
}

function filler() {
  return person('nobody', 'Noor Body', '00000000-0000-4000-8000-000000000099', 'nobody@harborpoint.example');
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Lets the other side have its turn before it is asked again. */
export function nextTurn(): Promise<void> {
  return new Promise((turn) => setTimeout(turn, 60));
}
