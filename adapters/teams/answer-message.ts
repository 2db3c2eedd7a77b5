import type { Note } from '../../src/ports/card.ts';
import type { Conversation, TypedAnswer } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import { deliveredBy, isPersonal, placeOf, userOf, type Activity } from './activities.ts';
import { teamsNote } from './card-view.ts';
import type { TeamsChat } from './teams-chat.ts';
import type { Gate } from './teams-gate.ts';
import { typedText } from './typed-text.ts';
import { elsewhere, refusals } from './words.ts';

export interface MessageDeps {
  readonly conversation: Conversation;
  readonly gate: Gate;
  readonly chat: Pick<TeamsChat, 'answer' | 'tell'>;
  readonly log: Log;
}

/** What is decided is on disk when this resolves; how the person is told it is what remains to be done. */
export async function answerMessage(deps: MessageDeps, activity: Activity): Promise<() => Promise<void>> {
  const { note, public: isPublic } = await reply(deps, activity);
  return () => tell(deps, activity, note, isPublic || isPersonal(activity));
}

async function reply({ conversation, gate, log }: MessageDeps, activity: Activity): Promise<TypedAnswer> {
  try {
    const refusal = await gate(activity);
    if (refusal !== undefined) return { note: refusal, public: false };
    return await conversation.ask({
      actor: { platform: 'teams', user: userOf(activity) ?? '' },
      channel: placeOf(activity),
      text: typedText(activity),
      ...deliveredBy(activity),
    });
  } catch (error) {
    log.error('teams.request.failed', { type: 'message', error: error instanceof Error ? error.name : typeof error });
    return { note: refusals.failed, public: false };
  }
}

/**
 * Teams has no message in a channel that one person alone sees, so what is for one person goes to the personal chat, and
 * the channel reads where it went.
 */
async function tell({ chat, log }: MessageDeps, activity: Activity, note: Note, here: boolean): Promise<void> {
  const place = activity.conversation.id;
  const user = userOf(activity);
  if (here || user === undefined) {
    const said = await chat.answer(place, teamsNote(note));
    if (!said.ok) log.warn('teams.answer.lost', { user, reason: said.failure.kind });
    return;
  }
  const told = await chat.tell(user, note);
  if (!told.ok) log.warn('teams.answer.lost', { user, reason: told.failure.kind });
  await chat.answer(place, teamsNote(told.ok ? elsewhere.answered : elsewhere.notReached));
}
