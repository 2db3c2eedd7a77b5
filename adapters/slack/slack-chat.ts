import type { Chat, ChatFailure, MessageRef } from '../../src/ports/chat.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { CallBudget } from './call-budget.ts';
import type { PlannedCall } from './call-limits.ts';
import { slackCard, type SlackCard, type SlackMessage } from './card-blocks.ts';
import { slackNote } from './note-blocks.ts';
import type { SlackClient } from './slack-client.ts';
import { slackFailure } from './slack-failure.ts';
import { slackSummary } from './summary-blocks.ts';

/** Names, links and marks in what we write are text and nothing else. */
const asWritten = {
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
  mrkdwn: false,
} as const;

export interface SlackChatDeps {
  readonly client: SlackClient;
  readonly budget: CallBudget;
  /** The workspace as Slack names it; `undefined` until it has. */
  readonly workspace: () => string | undefined;
}

/**
 * Slack as the bot needs it. Every call is made once, and not before its turn; `slackFailure` says what is known when it
 * fails.
 */
export function slackChat({ client, budget, workspace }: SlackChatDeps): Chat {
  /** `rate_limited` also when the call was not made: then it says when its turn is. */
  async function attempt<T>(planned: PlannedCall, call: () => Promise<T>): Promise<Result<T, ChatFailure>> {
    const wait = budget.take(planned);
    if (wait > 0) return fail({ kind: 'rate_limited', retryAfterMs: wait });
    try {
      return ok(await call());
    } catch (error) {
      const failure = slackFailure(error);
      if (failure.kind !== 'rate_limited') return fail(failure);
      return fail({ kind: 'rate_limited', retryAfterMs: budget.limited(planned, failure.retryAfterMs) });
    }
  }

  async function post(channel: string, id: string, draw: () => SlackMessage & Partial<SlackCard>): Promise<Posted> {
    const posted = await attempt({ method: 'chat.postMessage', channel, id: `${channel} ${id}` }, () =>
      client.chat.postMessage({ channel, ...sent(draw()), ...asWritten }),
    );
    if (!posted.ok) return posted;
    const { channel: place, ts } = posted.value;
    return place === undefined || ts === undefined ? fail({ kind: 'unknown' }) : ok(ref(workspace(), place, ts));
  }

  async function update(
    { channel, message: ts }: MessageRef,
    draw: () => SlackMessage & Partial<SlackCard>,
  ): Promise<Result<undefined, ChatFailure>> {
    // always with blocks: text alone would take the old ones away
    const updated = await attempt({ method: 'chat.update', channel, message: ts, id: `${channel} ${ts}` }, () =>
      client.chat.update({ channel, ts, ...sent(draw()), parse: 'none', link_names: false }),
    );
    return updated.ok ? ok() : updated;
  }

  return {
    platform: 'slack',
    post: (channel, card) => post(channel, card.metadata.transfer, () => slackCard(card)),
    update: (message, card) => update(message, () => slackCard(card)),
    postSummary: (channel, summary) => post(channel, 'summary', () => slackSummary(summary)),
    updateSummary: (message, summary) => update(message, () => slackSummary(summary)),

    async reply(message, note) {
      const place = { channel: message.channel, thread_ts: message.message };
      const planned = {
        method: 'chat.postMessage',
        channel: message.channel,
        id: `${message.channel} ${message.message} ${note.text}`,
      };
      const replied = await attempt(planned, () =>
        client.chat.postMessage({ ...place, ...slackNote(note), ...asWritten }),
      );
      return replied.ok ? ok() : replied;
    },

    async tell(user, note) {
      const planned = { method: 'chat.postMessage', channel: user, id: `${user} ${note.text}` };
      const told = await attempt(planned, () =>
        client.chat.postMessage({ channel: user, ...slackNote(note), ...asWritten }),
      );
      return told.ok ? ok() : told;
    },

    async permalink(message) {
      const { channel, message: message_ts } = message;
      const planned = { method: 'chat.getPermalink', id: `${channel} ${message_ts}` };
      const found = await attempt(planned, () => client.chat.getPermalink({ channel, message_ts }));
      return found.ok ? found.value.permalink : undefined;
    },
  };
}

type Posted = Result<MessageRef, ChatFailure>;

function sent({ text, blocks, metadata }: SlackMessage & Partial<SlackCard>) {
  if (metadata === undefined) return { text, blocks };
  const { event_type, event_payload } = metadata;
  return { text, blocks, metadata: { event_type, event_payload: { ...event_payload } } };
}

function ref(workspace: string | undefined, channel: string, message: string): MessageRef {
  return { platform: 'slack', ...(workspace === undefined ? {} : { workspace }), channel, message };
}
