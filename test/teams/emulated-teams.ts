import express from 'express';
import { listen } from '../../adapters/http/listening.ts';
import { createFaults, type Faults } from '../../adapters/sandbox/faults.ts';
import { createSandboxClock, type SandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import { createTeamsEmulator, type TeamsEmulator } from '../../adapters/sandbox/teams/teams-emulator.ts';
import type { Person } from '../../adapters/sandbox/teams/tenant.ts';
import type { Json, JsonObject } from '../../src/shared/json.ts';

const aad = (index: number): string => `00000000-0000-4000-8000-0000000000${index}`;

export const people: readonly Person[] = [
  { role: 'controller', id: '29:1control', aad: aad(11), name: 'Carla Contreras', email: 'carla@example.com' },
  { role: 'clerk', id: '29:1clerk', aad: aad(12), name: 'Clyde Clerk', email: 'clyde@example.com' },
  { role: 'guest', id: '29:1guest', aad: aad(13), name: 'Gil Guest', email: 'gil@example.com', tenantId: aad(99) },
];
export const tenantId = aad(10);
export const accounting = '19:accounting@thread.tacv2';
export const monthEnd = '19:month-end@thread.v2';

/** What a bot answers to an activity: a status, and for a press a body. */
export type Reply = { readonly status: number; readonly body?: Json };

export interface TeamsRoom {
  readonly teams: TeamsEmulator;
  readonly faults: Faults;
  readonly clock: SandboxClock;
  /** What the bot was sent, the oldest first. */
  readonly received: JsonObject[];
  /** What the bot does with an activity. */
  onActivity: (activity: JsonObject) => Reply | Promise<Reply>;
  /** Calls the connector as the bot. */
  call(
    method: string,
    path: string,
    body?: Json,
  ): Promise<{ readonly status: number; readonly body: JsonObject; readonly headers: Headers }>;
  /** Posts a card or text and answers its id. */
  post(conversation: string, activity: JsonObject): Promise<string>;
  url(): string;
  close(): Promise<void>;
}

/** An emulated Teams and a bot that answers as it is told, over real HTTP. */
export async function openTeamsRoom(): Promise<TeamsRoom> {
  const clock = createSandboxClock();
  const faults = createFaults(() => teams.faultPlaces);
  const received: JsonObject[] = [];
  let botUrl = 'http://127.0.0.1:9';
  const teams: TeamsEmulator = createTeamsEmulator({
    clock,
    faults,
    people,
    places: [
      { id: accounting, name: 'accounting', kind: 'channel' },
      { id: monthEnd, name: 'month-end', kind: 'groupChat' },
    ],
    tenantId,
    team: { id: '19:team@thread.tacv2', name: 'Team', aadGroupId: aad(20) },
    bot: { id: '28:countersign', name: 'Countersign' },
    botUrl: () => botUrl,
  });
  const bot = express().use(express.json(), async (request, response) => {
    received.push(request.body as JsonObject);
    const { status, body } = await room.onActivity(request.body as JsonObject);
    response.status(status);
    if (body === undefined) response.end();
    else response.json(body);
  });
  const [serving, answering] = [await listening(express().use('/teams', teams.router)), await listening(bot)];
  botUrl = `http://127.0.0.1:${answering.port}`;
  const url = (): string => `http://127.0.0.1:${serving.port}/teams`;

  const room: TeamsRoom = {
    ...{ teams, faults, clock, received, url },
    onActivity: () => ({ status: 200 }),
    async call(method, path, body) {
      const response = await fetch(`${url()}${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? {} : JSON.parse(text)) as JsonObject,
      };
    },
    async post(conversation, activity) {
      const answer = await room.call('POST', activitiesOf(conversation), activity);
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return String(answer.body['id']);
    },
    async close() {
      teams.installations.stop();
      await Promise.all([serving.stop(0), answering.stop(0)]);
    },
  };
  return room;
}

async function listening(app: express.Express) {
  const started = await listen(app, { port: 0, host: '127.0.0.1' });
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
}

export function activitiesOf(conversation: string): string {
  return `/v3/conversations/${encodeURIComponent(conversation)}/activities`;
}

export function text(words: string): JsonObject {
  return { type: 'message', text: words };
}

export function cardMessage(card: JsonObject): JsonObject {
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] };
}

/** A card with a tick, an approval that asks first, a form, and a link. */
export function approval(more: JsonObject = {}): JsonObject {
  const execute = (title: string, verb: string): JsonObject => ({
    type: 'Action.Execute',
    title,
    verb,
    data: { value: 't1.abc' },
  });
  const shows = (title: string, body: Json, action: JsonObject): JsonObject => ({
    type: 'Action.ShowCard',
    title,
    card: { type: 'AdaptiveCard', body, actions: [action] },
  });
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: 'Subcontract SC-004', wrap: true, style: 'heading' },
      { type: 'Container', items: [{ type: 'Input.Toggle', id: 'tick.1', title: 'I have seen it', value: 'false' }] },
    ],
    actions: [
      shows('Approve', [{ type: 'TextBlock', text: 'Approve SC-004?' }], execute('Yes, approve', 'approve')),
      shows(
        'Send back',
        [
          {
            type: 'Input.ChoiceSet',
            id: 'why',
            label: 'What is wrong',
            value: 'amount',
            choices: [
              { title: 'The amount', value: 'amount' },
              { title: 'The vendor', value: 'vendor' },
            ],
          },
          {
            type: 'Input.Text',
            id: 'reason',
            label: 'Reason',
            isRequired: true,
            errorMessage: 'Say why.',
            maxLength: 20,
            regex: '\\S',
          },
        ],
        execute('Send it back', 'send_back'),
      ),
      execute('Retry', 'retry'),
      { type: 'Action.OpenUrl', title: 'Open in Procore', url: 'https://app.procore.com/1' },
    ],
    ...more,
  };
}
