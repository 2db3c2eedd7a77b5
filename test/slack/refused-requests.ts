import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/json.ts';
import { blockActions, command, event, shortcut, viewSubmission } from './request-cases.ts';
import { messages, type Room } from './slack-room.ts';

/** Which way a request takes: over HTTP the form and the JSON differ, over a socket the type of the envelope. */
export type RequestKind = 'command' | 'interaction' | 'event';

export interface RefusedRequest {
  readonly title: string;
  readonly kind: RequestKind;
  readonly body: JsonObject;
  /** What the person alone is told; `undefined` where there is nobody to tell. */
  readonly told: RegExp | undefined;
  /** Why, as it is logged; `undefined` for what is merely old or unknown. */
  readonly reason?: string;
}

const outsider = /not authorised.*only people of the workspace/;
const guest = /not authorised.*Guests/;
const oldButton = /older version/;

const foreign = (title: string, changes: { readonly [kind in RequestKind]: JsonObject }, reason: string) =>
  [
    { title: `B4: a command of ${title}`, kind: 'command', body: { ...command, ...changes.command } },
    { title: `B4: a press of ${title}`, kind: 'interaction', body: blockActions(changes.interaction) },
    { title: `B4: a form of ${title}`, kind: 'interaction', body: viewSubmission(changes.interaction) },
    { title: `B4: a shortcut of ${title}`, kind: 'interaction', body: shortcut(changes.interaction) },
    { title: `B4: an event of ${title}`, kind: 'event', body: event(changes.event) },
  ].map((request) => ({
    ...request,
    reason,
    told: request.kind === 'event' ? undefined : outsider,
  })) as RefusedRequest[];

/** Well signed, and still not to be done: each is answered at once, and reaches nothing. */
export const refusedRequests: readonly RefusedRequest[] = [
  ...foreign(
    'another workspace',
    { command: { team_id: 'T0OTHER' }, interaction: { team: { id: 'T0OTHER' } }, event: { team_id: 'T0OTHER' } },
    'other_workspace',
  ),
  ...foreign(
    'another organisation',
    {
      command: { enterprise_id: 'E0OTHER' },
      interaction: { enterprise: { id: 'E0OTHER' } },
      event: { enterprise_id: 'E0OTHER' },
    },
    'other_enterprise',
  ),
  ...foreign(
    'another app',
    {
      command: { api_app_id: 'A0OTHER' },
      interaction: { api_app_id: 'A0OTHER' },
      event: { api_app_id: 'A0OTHER' },
    },
    'other_app',
  ),
  {
    title: 'B4: an event that comes through another workspace',
    kind: 'event',
    body: event({ context_team_id: 'T0OTHER' }),
    told: undefined,
    reason: 'other_workspace',
  },
  {
    title: 'B4: a press that names no workspace',
    kind: 'interaction',
    body: blockActions({ team: null }),
    told: outsider,
    reason: 'other_workspace',
  },

  {
    title: 'B23: a press of an external person in a shared channel',
    kind: 'interaction',
    body: blockActions({ user: { id: 'U0FOREIGN', team_id: 'T0OTHER' } }),
    told: outsider,
    reason: 'other_workspace',
  },
  {
    title: 'B23: a form of an external person',
    kind: 'interaction',
    body: viewSubmission({ user: { id: 'U0FOREIGN', team_id: 'T0OTHER' } }),
    told: outsider,
    reason: 'other_workspace',
  },
  {
    title: 'B23: a command of a guest',
    kind: 'command',
    body: { ...command, user_id: 'U0GUEST' },
    told: guest,
    reason: 'guest',
  },
  {
    title: 'B23: a press of a guest',
    kind: 'interaction',
    body: blockActions({ user: { id: 'U0GUEST', team_id: 'T0SANDBOX' } }),
    told: guest,
    reason: 'guest',
  },
  {
    title: 'B23: a form of a guest',
    kind: 'interaction',
    body: viewSubmission({ user: { id: 'U0GUEST', team_id: 'T0SANDBOX' } }),
    told: guest,
    reason: 'guest',
  },
  {
    title: 'B23: an event of a guest',
    kind: 'event',
    body: event({ event: { type: 'app_home_opened', user: 'U0GUEST' } }),
    told: undefined,
    reason: 'guest',
  },

  ...['approve_export', 'countersign', 'countersign-old:approve', '__proto__', 'x'.repeat(255)].map((action_id) => ({
    title: `B9: a press on a button of another version (${action_id.slice(0, 24)})`,
    kind: 'interaction' as const,
    body: blockActions({ actions: [{ type: 'button', action_id, value: 'x' }] }),
    told: oldButton,
  })),
  {
    title: 'B9: a press with two actions',
    kind: 'interaction',
    body: blockActions({ actions: [button('approve'), button('send_back')] }),
    told: oldButton,
  },
  { title: 'B9: a press without actions', kind: 'interaction', body: blockActions({ actions: [] }), told: oldButton },
  {
    title: 'B9: a press of another shape',
    kind: 'interaction',
    body: blockActions({ actions: [{ action_id: 'x', value: 1 }] }),
    told: oldButton,
  },
  {
    title: 'B9: a press outside a message',
    kind: 'interaction',
    body: blockActions({ container: { type: 'view' } }),
    told: oldButton,
  },
  {
    title: 'B9: a form of another version',
    kind: 'interaction',
    body: viewSubmission({}, { callback_id: 'export_modal' }),
    told: oldButton,
  },
  {
    title: 'B9: a form with metadata that cannot be read',
    kind: 'interaction',
    body: viewSubmission({}, { private_metadata: 'tr_1' }),
    told: oldButton,
  },
  {
    title: 'B9: a form with metadata of another shape',
    kind: 'interaction',
    body: viewSubmission({}, { private_metadata: '{"id":1}' }),
    told: oldButton,
  },
  {
    title: 'B9: a form of another shape',
    kind: 'interaction',
    body: viewSubmission({}, { state: null }),
    told: oldButton,
  },
  {
    title: 'B9: a command that is not ours',
    kind: 'command',
    body: { ...command, command: '/invoice' },
    told: /does not know this command/,
  },
  { title: 'B9: a shortcut', kind: 'interaction', body: shortcut(), told: /does not know this shortcut/ },
  {
    title: 'B9: a message shortcut',
    kind: 'interaction',
    body: shortcut({ type: 'message_action', channel: { id: 'C0ACCOUNTING' } }),
    told: /does not know this shortcut/,
  },
];

function button(action: string): JsonObject {
  return { type: 'button', action_id: `countersign:${action}`, block_id: 'b', value: 'tr_1.1' };
}

const byTitle = refusedRequests.map((request) => [request.title, request] as const);

export interface RefusingRoom {
  readonly room: Room;
  /** Hands the request to the bot; answers what the bot answered with. */
  deliver(request: RefusedRequest): Promise<{ readonly body: string; readonly ms: number }>;
}

/** Runs every such request through one way of delivery. */
export function describeRefusedRequests(name: string, open: () => Promise<RefusingRoom>): void {
  describe(`a request that is refused (${name})`, () => {
    let bot: RefusingRoom;
    beforeEach(async () => {
      bot = await open();
    });
    afterEach(() => bot.room.close());

    it.each(byTitle)('%s is answered at once and does nothing', async (_, request) => {
      const { room } = bot;
      const reasons = () =>
        room.log.lines.flatMap(({ message, fields }) =>
          message === 'slack.person.refused' ? [fields?.['reason']] : [],
        );

      const { body, ms } = await bot.deliver(request);
      await room.settle();

      const { presses, submissions, typed } = room.conversation;
      expect([...presses, ...submissions, ...typed]).toEqual([]);
      expect(ms).toBeLessThan(1_500);
      const shown = messages(room.slack);
      const told = [body, ...shown.map(({ text }) => text)].join(' ');
      if (request.told === undefined) expect(told.trim()).toBe('');
      else expect(told).toMatch(request.told);
      for (const { visibleTo } of shown) expect(visibleTo).toHaveLength(1);
      // an event is answered before it is looked at
      await expect.poll(reasons).toEqual(request.reason === undefined ? [] : [request.reason]);
    });
  });
}
