import type { types } from '@slack/bolt';
import type { Note } from '../../src/ports/card.ts';
import type { Conversation, SubmissionAnswer } from '../../src/ports/conversation.ts';
import { actionOf } from './buttons.ts';
import { fieldsOf } from './form-view.ts';
import { literal, plainText } from './literal.ts';
import { slackNote } from './note-blocks.ts';
import type { AnswerPrivately } from './private-answer.ts';
import type { Gate } from './slack-gate.ts';
import { claimsOf, deliveredBy, FormOrigin, type ViewSubmission } from './slack-requests.ts';
import { refusals } from './words.ts';

export interface SubmissionDeps {
  readonly conversation: Conversation;
  readonly gate: Gate;
  readonly answerPrivately: AnswerPrivately;
}

export type SubmissionAck = (
  answer?:
    | { readonly response_action: 'errors'; readonly errors: { [blockId: string]: string } }
    | { readonly response_action: 'update'; readonly view: types.ModalView },
) => Promise<void>;

export async function answerSubmission(
  deps: SubmissionDeps,
  submission: ViewSubmission,
  ack: SubmissionAck,
  delivery?: string,
): Promise<void> {
  const { user, view, team } = submission;
  const refusal = await deps.gate(claimsOf(submission));
  if (refusal !== undefined) return ack({ response_action: 'update', view: noteView(refusal) });

  const origin = formOrigin(submission);
  if (origin === undefined) return ack({ response_action: 'update', view: noteView(refusals.oldForm) });

  const answer = await deps.conversation.submit({
    actor: { platform: 'slack', user: user.id },
    message: { platform: 'slack', channel: origin.channel, message: origin.message },
    action: origin.action,
    value: origin.value,
    fields: fieldsOf(view.state.values),
    ...deliveredBy(team?.id, delivery),
  });
  if (answer.kind === 'errors') return ack({ response_action: 'errors', errors: errorsByBlock(answer, view) });
  await ack();
  if (answer.kind === 'note') {
    await deps.answerPrivately({ user: user.id, channel: origin.channel, responseUrl: undefined }, answer.note);
  }
}

function formOrigin({ view }: ViewSubmission): FormOrigin | undefined {
  if (actionOf(view.callback_id) === undefined) return undefined;
  try {
    return FormOrigin.safeParse(JSON.parse(view.private_metadata)).data;
  } catch {
    return undefined;
  }
}

type FormOrigin = ReturnType<typeof FormOrigin.parse>;

/** Slack shows an error only at a field of the form; one that names no field stands at the first. */
function errorsByBlock(
  { errors }: Extract<SubmissionAnswer, { kind: 'errors' }>,
  { state }: ViewSubmission['view'],
): { [blockId: string]: string } {
  const [first = ''] = Object.keys(state.values);
  return Object.fromEntries(
    Object.entries(errors).map(([field, text]) => [field in state.values ? field : first, literal(text, 300)]),
  );
}

/** Shown in the place of the form, which only this person sees. */
export function noteView(note: Note): types.ModalView {
  return {
    type: 'modal',
    title: plainText('Countersign', 24),
    close: plainText('Close', 24),
    blocks: slackNote(note).blocks,
  };
}
