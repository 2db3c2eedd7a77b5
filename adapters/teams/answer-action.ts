import type { Note } from '../../src/ports/card.ts';
import type { Answer, Conversation, SubmissionAnswer } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { displayText, shortened } from '../../src/shared/text.ts';
import { CardAction, deliveredBy, placeOf, tenantOf, userOf, type Activity } from './activities.ts';
import { fieldsOf } from './form-inputs.ts';
import type { Gate } from './teams-gate.ts';
import { ticksOf } from './ticks.ts';
import { refusals, taken } from './words.ts';

export interface ActionDeps {
  readonly conversation: Conversation;
  readonly gate: Gate;
  readonly log: Log;
}

/** The answer to a press, which the person alone sees. The decision is on disk when this resolves. */
export async function answerAction(deps: ActionDeps, activity: Activity): Promise<JsonObject> {
  try {
    return spoken(await decide(deps, activity));
  } catch (error) {
    const { name } = error instanceof Error ? error : { name: typeof error };
    deps.log.error('teams.request.failed', { type: 'action', error: name });
    return spoken(refusals.failed.paragraphs);
  }
}

async function decide({ gate, conversation }: ActionDeps, activity: Activity): Promise<readonly string[]> {
  const refusal = await gate(activity);
  if (refusal !== undefined) return refusal.paragraphs;

  const pressed = CardAction.safeParse(activity.value).data;
  const data = pressed?.action.data ?? {};
  const { action, value, form } = data;
  const message = activity.replyToId;
  // a client that draws a card anew decides nothing
  const isAutomatic = pressed?.trigger === 'automatic';
  if (typeof action !== 'string' || typeof value !== 'string' || message === undefined || isAutomatic) {
    return refusals.oldButton.paragraphs;
  }
  const tenant = tenantOf(activity);
  const place = { platform: 'teams' as const, ...(tenant === undefined ? {} : { workspace: tenant }) };
  const request = {
    actor: { platform: 'teams' as const, user: userOf(activity) ?? '' },
    message: { ...place, channel: placeOf(activity), message },
    action,
    value,
    ...deliveredBy(activity),
  };
  const answer =
    form === true
      ? await conversation.submit({ ...request, fields: fieldsOf(data) })
      : await conversation.press({ ...request, ticks: ticksOf(data) });
  return told(answer);
}

function told(answer: Answer | SubmissionAnswer): readonly string[] {
  switch (answer.kind) {
    case 'nothing':
      return [taken];
    case 'note':
      return withLinks(answer.note);
    case 'errors':
      return Object.values(answer.errors);
    case 'form':
      // the card of an earlier version had no form of its own
      return refusals.oldButton.paragraphs;
  }
}

function withLinks({ paragraphs, text, links = [] }: Note): readonly string[] {
  const said = paragraphs.length > 0 ? paragraphs : [text];
  return [...said, ...links.map(({ label, url }) => `${label}: ${url}`)];
}

const longest = 2_000;

function spoken(paragraphs: readonly string[]): JsonObject {
  const value = shortened(paragraphs.map(displayText).join('\n\n'), longest);
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}
