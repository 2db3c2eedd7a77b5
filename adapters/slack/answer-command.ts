import type { Conversation, TypedAnswer } from '../../src/ports/conversation.ts';
import { slackNote } from './note-blocks.ts';
import type { AnswerPrivately } from './private-answer.ts';
import type { Gate } from './slack-gate.ts';
import { deliveredBy, type SlashCommand } from './slack-requests.ts';
import { refusals } from './words.ts';

export const commandName = '/sage';

/** Slack waits three seconds; an answer that takes longer than this comes by itself. */
const patienceMs = 2_500;

export interface CommandDeps {
  readonly conversation: Conversation;
  readonly gate: Gate;
  readonly answerPrivately: AnswerPrivately;
}

export type CommandAck = (
  answer?: ReturnType<typeof slackNote> & { readonly response_type: 'ephemeral' | 'in_channel' },
) => Promise<void>;

export async function answerCommand(
  deps: CommandDeps,
  command: SlashCommand,
  ack: CommandAck,
  delivery?: string,
): Promise<void> {
  const answered = reply(deps, command, delivery);
  const inTime = await Promise.race([answered, patience()]);
  if (inTime !== undefined) {
    await ack({ response_type: inTime.public ? 'in_channel' : 'ephemeral', ...slackNote(inTime.note) });
    return;
  }
  await ack();
  const place = { user: command.user_id, channel: command.channel_id, responseUrl: command.response_url };
  await deps.answerPrivately(place, (await answered).note);
}

async function reply(
  { conversation, gate }: CommandDeps,
  command: SlashCommand,
  delivery: string | undefined,
): Promise<TypedAnswer> {
  const refusal = await gate({
    app: command.api_app_id,
    team: command.team_id,
    enterprise: command.enterprise_id === '' ? undefined : command.enterprise_id,
    user: command.user_id,
    userTeam: undefined,
  });
  if (refusal !== undefined) return { note: refusal, public: false };
  if (command.command !== commandName) return { note: refusals.otherCommand, public: false };
  return conversation.ask({
    actor: { platform: 'slack', user: command.user_id },
    channel: command.channel_id,
    text: command.text,
    ...deliveredBy(command.team_id, delivery),
  });
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), patienceMs).unref();
  });
}
