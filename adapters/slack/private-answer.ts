import type { Note } from '../../src/ports/card.ts';
import type { Log } from '../../src/ports/log.ts';
import type { SlackMessage } from './card-blocks.ts';
import { slackNote } from './note-blocks.ts';
import { isAllowedResponseUrl } from './response-url.ts';
import type { SlackClient } from './slack-client.ts';
import { directly, type Outgoing } from '../system/outgoing.ts';
import { slackFailure } from './slack-failure.ts';

/** Where one person can be answered so that nobody else reads it. */
export interface PrivatePlace {
  readonly user: string;
  readonly channel: string | undefined;
  readonly responseUrl: string | undefined;
}

export type AnswerPrivately = (place: PrivatePlace, note: Note) => Promise<void>;

const patienceMs = 5_000;

export interface PrivateAnswerDeps {
  readonly client: SlackClient;
  readonly log: Log;
  readonly outgoing?: Outgoing;
}

/** By the response_url of the request, else as a message only that person sees, else as a direct message. */
export function privateAnswers({ client, log, outgoing = directly }: PrivateAnswerDeps): AnswerPrivately {
  return async ({ user, channel, responseUrl }, note) => {
    const message = slackNote(note);
    if (responseUrl !== undefined) {
      if (!isAllowedResponseUrl(responseUrl, client.slackApiUrl)) log.warn('slack.response_url.refused', { user });
      else if (await respond(outgoing, responseUrl, message)) return;
    }
    if (channel !== undefined && (await works(() => client.chat.postEphemeral({ channel, user, ...message })))) return;
    if (await works(() => client.chat.postMessage({ channel: user, ...message }))) return;
    log.warn('slack.answer.lost', { user });
  };
}

async function respond(outgoing: Outgoing, url: string, message: SlackMessage): Promise<boolean> {
  try {
    const response = await outgoing.fetch(url, {
      method: 'POST',
      // an allowed host must not send us on to another
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message }),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function works(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    slackFailure(error);
    return false;
  }
}
