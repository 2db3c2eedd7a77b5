import type { Chat, ChatFailure, MessageRef } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/log.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { teamsCard, teamsNote, teamsSummary } from './card-view.ts';
import type { Connector, ConnectorAnswer, ConnectorCall } from './connector.ts';
import { connectorFailure } from './connector-failure.ts';
import type { ConversationReference, ConversationReferences } from './conversation-references.ts';
import type { TeamsMessage } from './elements.ts';
import { messageAddress } from './message-address.ts';
import type { Patience } from './patience.ts';
import type { PlannedSend, SendBudget } from './send-limits.ts';

export interface TeamsChatDeps {
  readonly connector: Connector;
  readonly references: ConversationReferences;
  readonly budget: SendBudget;
  readonly patience: Patience;
  /** Where a conversation is served of which nothing was heard yet. */
  readonly serviceUrl: string;
  readonly tenant: string | undefined;
  readonly appId: string | undefined;
  readonly log: Log;
}

/** Teams as the bot needs it. Every call is made once, and not before its turn. */
export interface TeamsChat extends Chat {
  /** Says something in a conversation as it stands in an activity, in its thread where it has one. */
  answer(conversation: string, message: TeamsMessage): Promise<Result<undefined, ChatFailure>>;
}

export function teamsChat(deps: TeamsChatDeps): TeamsChat {
  const { connector, references, budget, patience, serviceUrl, tenant, appId, log } = deps;

  /** `rate_limited` also when the call was not made: then it says when its turn is. */
  async function attempt(
    planned: PlannedSend,
    call: () => Promise<ConnectorCall>,
  ): Promise<Result<ConnectorAnswer, ChatFailure>> {
    const wait = budget.take(planned);
    if (wait > 0) return fail({ kind: 'rate_limited', retryAfterMs: wait });
    const made = await connector.call(await call());
    if (made.ok) {
      patience.over(planned.conversation);
      return made;
    }
    if (made.failure.kind === 'not_sent') log.warn('teams.not_sent', { reason: made.failure.reason });
    const attempted = planned.method === 'change' ? 'change' : 'create';
    const failure = connectorFailure(made.failure, attempted, () => patience.next(planned.conversation));
    if (failure.kind !== 'rate_limited') return fail(failure);
    return fail({ kind: 'rate_limited', retryAfterMs: budget.limited(planned, failure.retryAfterMs) });
  }

  const servedAt = async (conversation: string): Promise<string> =>
    (await references.of(conversation))?.serviceUrl ?? serviceUrl;

  async function send(
    conversation: string,
    thread: string | undefined,
    id: string,
    draw: () => TeamsMessage,
  ): Promise<Result<ConnectorAnswer, ChatFailure>> {
    const method = thread === undefined ? 'send' : 'reply';
    const planned = { method, conversation, id: `${conversation} ${thread ?? ''} ${id}` } as const;
    return attempt(planned, async () => ({
      method: 'POST',
      serviceUrl: await servedAt(conversation),
      path: [thread === undefined ? conversation : `${conversation};messageid=${thread}`, 'activities'],
      body: activityOf(draw()),
    }));
  }

  async function post(channel: string, id: string, draw: () => TeamsMessage): Promise<Result<MessageRef, ChatFailure>> {
    const sent = await send(channel, undefined, id, draw);
    if (!sent.ok) return sent;
    const message = sent.value.id;
    return message === undefined || message === '' ? fail({ kind: 'unknown' }) : ok(ref(tenant, channel, message));
  }

  async function update(
    { channel, message }: MessageRef,
    draw: () => TeamsMessage,
  ): Promise<Result<undefined, ChatFailure>> {
    const planned = { method: 'change', conversation: channel, message, id: `${channel} ${message}` } as const;
    const changed = await attempt(planned, async () => ({
      method: 'PUT',
      serviceUrl: await servedAt(channel),
      path: [channel, 'activities', message],
      body: { ...activityOf(draw()), id: message },
    }));
    return changed.ok ? ok() : changed;
  }

  /** The person's chat with the bot; made where there is none yet. */
  async function personalChat(user: string): Promise<Result<ConversationReference, ChatFailure>> {
    const known = await references.ofPerson(user);
    if (known !== undefined) return ok(known);
    const body = {
      isGroup: false,
      ...(appId === undefined ? {} : { bot: { id: `28:${appId}` } }),
      members: [{ id: user }],
      ...(tenant === undefined ? {} : { tenantId: tenant, channelData: { tenant: { id: tenant } } }),
    };
    const planned = { method: 'create', conversation: user, id: user } as const;
    const made = await attempt(planned, async () => ({ method: 'POST', serviceUrl, path: [], body }));
    if (!made.ok) return made;
    const conversation = made.value.id;
    if (conversation === undefined) return fail({ kind: 'unknown' });
    const bot = appId === undefined ? '' : `28:${appId}`;
    const reference: ConversationReference = { format: 1, conversation, type: 'personal', serviceUrl, tenant, bot };
    await references.keepPerson(user, reference);
    return ok(reference);
  }

  return {
    platform: 'teams',
    post: (channel, card) => post(channel, card.metadata.transfer, () => teamsCard(card)),
    update: (message, card) => update(message, () => teamsCard(card)),
    postSummary: (channel, summary) => post(channel, 'summary', () => teamsSummary(summary)),
    updateSummary: (message, summary) => update(message, () => teamsSummary(summary)),

    async reply({ channel, message }, note) {
      const type = (await references.of(channel))?.type;
      // only channels have threads
      const thread = isThreaded(channel, type) ? message : undefined;
      const said = await send(channel, thread, note.text, () => teamsNote(note));
      return said.ok ? ok() : said;
    },

    async tell(user, note) {
      const chat = await personalChat(user);
      if (!chat.ok) return chat;
      const told = await send(chat.value.conversation, undefined, note.text, () => teamsNote(note));
      return told.ok ? ok() : told;
    },

    async permalink({ channel, message }) {
      const reference = await references.of(channel);
      return messageAddress({ channel, message, tenant: tenant ?? reference?.tenant, reference });
    },

    async answer(conversation, message) {
      const [place = conversation, thread] = conversation.split(';messageid=');
      const said = await send(place, thread, message.summary, () => message);
      return said.ok ? ok() : said;
    },
  };
}

function activityOf({ summary, card }: TeamsMessage): JsonObject {
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card as unknown as JsonObject }],
  };
}

export function isThreaded(conversation: string, type: string | undefined): boolean {
  if (type !== undefined) return type === 'channel';
  return !conversation.startsWith('a:') && !/@(thread\.v2|unq\.gbl\.spaces)$/.test(conversation);
}

function ref(workspace: string | undefined, channel: string, message: string): MessageRef {
  return { platform: 'teams', ...(workspace === undefined ? {} : { workspace }), channel, message };
}
