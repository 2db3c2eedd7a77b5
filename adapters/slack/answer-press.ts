import type { Form, Note } from '../../src/ports/card.ts';
import type { Answer, Conversation } from '../../src/ports/conversation.ts';
import { actionOf, isLink } from './buttons.ts';
import { formView } from './form-view.ts';
import type { AnswerPrivately } from './private-answer.ts';
import type { SlackClient } from './slack-client.ts';
import { slackFailure } from './slack-failure.ts';
import type { Gate } from './slack-gate.ts';
import { claimsOf, deliveredBy, type BlockActions, type Values } from './slack-requests.ts';
import { isTicks } from './ticks.ts';
import { refusals } from './words.ts';

export interface PressDeps {
  readonly conversation: Conversation;
  readonly gate: Gate;
  readonly client: SlackClient;
  readonly answerPrivately: AnswerPrivately;
}

/** Acknowledges only after the decision is on disk, and tells the outcome to the person alone. */
export async function answerPress(
  deps: PressDeps,
  press: BlockActions,
  ack: () => Promise<void>,
  delivery?: string,
): Promise<void> {
  // a tick counts when a button is pressed, and a link opens by itself
  if (press.actions.length > 0 && press.actions.every(({ action_id }) => isTicks(action_id) || isLink(action_id)))
    return ack();

  const answer = await decide(deps, press, delivery);
  await ack();

  if (answer.kind === 'note') await tell(deps, press, answer.note);
  if (answer.kind === 'form' && !(await openForm(deps.client, press, answer.form))) {
    await tell(deps, press, refusals.formNotOpened);
  }
}

async function decide(
  { gate, conversation }: PressDeps,
  press: BlockActions,
  delivery: string | undefined,
): Promise<Answer> {
  const refusal = await gate(claimsOf(press));
  if (refusal !== undefined) return { kind: 'note', note: refusal };

  const [button, ...others] = press.actions;
  const action = actionOf(button?.action_id ?? '');
  const message = press.container?.message_ts;
  const channel = channelOf(press);
  if (action === undefined || others.length > 0 || message === undefined || channel === undefined) {
    return { kind: 'note', note: refusals.oldButton };
  }
  return conversation.press({
    actor: { platform: 'slack', user: press.user.id },
    message: {
      platform: 'slack',
      ...(press.team?.id === undefined ? {} : { workspace: press.team.id }),
      channel,
      message,
    },
    action,
    value: button?.value ?? '',
    ticks: ticksOf(press.state?.values ?? {}),
    ...deliveredBy(press.team?.id, delivery),
  });
}

function ticksOf(values: Values): string[] {
  return Object.values(values).flatMap((elements) =>
    Object.entries(elements).flatMap(([id, element]) =>
      isTicks(id) ? (element.selected_options ?? []).map(({ value }) => value) : [],
    ),
  );
}

/** The trigger lives three seconds, so nothing may stand between the acknowledgement and this. */
async function openForm(client: SlackClient, press: BlockActions, form: Form): Promise<boolean> {
  const view = formView(form, { channel: channelOf(press) ?? '', message: press.container?.message_ts ?? '' });
  try {
    await client.views.open({ trigger_id: press.trigger_id ?? '', view });
    return true;
  } catch (error) {
    slackFailure(error);
    return false;
  }
}

function tell({ answerPrivately }: PressDeps, press: BlockActions, note: Note): Promise<void> {
  return answerPrivately({ user: press.user.id, channel: channelOf(press), responseUrl: press.response_url }, note);
}

function channelOf(press: BlockActions): string | undefined {
  return press.channel?.id ?? press.container?.channel_id;
}
