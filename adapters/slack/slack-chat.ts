import type { Chat, ChatFailure, MessageRef } from '../../src/ports/chat.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { slackCard } from './card-blocks.ts';
import { slackNote } from './note-blocks.ts';
import type { SlackClient } from './slack-client.ts';
import { slackFailure } from './slack-failure.ts';

/** Names, links and marks in what we write are text and nothing else. */
const asWritten = {
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
  mrkdwn: false,
} as const;

/** Slack as the bot needs it. Every call is made once; `slackFailure` says what is known when it fails. */
export function slackChat({ client }: { readonly client: SlackClient }): Chat {
  return {
    platform: 'slack',

    async post(channel, card) {
      const { text, blocks, metadata } = slackCard(card);
      const posted = await attempt(() =>
        client.chat.postMessage({
          channel,
          text,
          blocks,
          metadata: { event_type: metadata.event_type, event_payload: { ...metadata.event_payload } },
          ...asWritten,
        }),
      );
      if (!posted.ok) return posted;
      const { channel: place, ts } = posted.value;
      return place === undefined || ts === undefined ? fail({ kind: 'unknown' }) : ok(ref(place, ts));
    },

    async update(message, card) {
      const { text, blocks, metadata } = slackCard(card);
      // always with blocks: text alone would take the old ones away
      const updated = await attempt(() =>
        client.chat.update({
          channel: message.channel,
          ts: message.message,
          text,
          blocks,
          metadata: { event_type: metadata.event_type, event_payload: { ...metadata.event_payload } },
          parse: 'none',
          link_names: false,
        }),
      );
      return updated.ok ? ok() : updated;
    },

    async reply(message, note) {
      const place = { channel: message.channel, thread_ts: message.message };
      const replied = await attempt(() => client.chat.postMessage({ ...place, ...slackNote(note), ...asWritten }));
      return replied.ok ? ok() : replied;
    },

    async tell(user, note) {
      const told = await attempt(() => client.chat.postMessage({ channel: user, ...slackNote(note), ...asWritten }));
      return told.ok ? ok() : told;
    },

    async permalink(message) {
      const { channel, message: message_ts } = message;
      const found = await attempt(() => client.chat.getPermalink({ channel, message_ts }));
      return found.ok ? found.value.permalink : undefined;
    },
  };
}

async function attempt<T>(call: () => Promise<T>): Promise<Result<T, ChatFailure>> {
  try {
    return ok(await call());
  } catch (error) {
    return fail(slackFailure(error));
  }
}

function ref(channel: string, message: string): MessageRef {
  return { platform: 'slack', channel, message };
}
