import type { Conversation } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { recentAnswers } from '../system/recent-answers.ts';
import { deliveredBy, type Activity } from './activities.ts';
import { answerAction } from './answer-action.ts';
import { answerMessage } from './answer-message.ts';
import type { TurnHandlers } from './bot-framework.ts';
import type { ConversationReferences } from './conversation-references.ts';
import type { TeamsChat } from './teams-chat.ts';
import { isOurTenant, type Gate } from './teams-gate.ts';

export interface HearingDeps {
  readonly conversation: Conversation;
  readonly references: ConversationReferences;
  readonly chat: TeamsChat;
  readonly gate: Gate;
  readonly tenant: string | undefined;
  readonly log: Log;
  readonly now: () => number;
}

export interface Hearing {
  readonly handlers: TurnHandlers;
  /** Waits for the answers under way. */
  settled(): Promise<void>;
}

/** Teams repeats what it thinks was not heard for some minutes. */
const keptMs = 10 * 60_000;
const mostKept = 50_000;

/** What comes from Teams, once each. */
export function hearActivities(deps: HearingDeps): Hearing {
  const { references, tenant, log, now } = deps;
  const recent = recentAnswers<JsonObject>({ now, keptMs, most: mostKept });
  const underWay = new Set<Promise<void>>();

  const later = (work: () => Promise<void>): void => {
    const running = work().catch((error: unknown) =>
      log.error('teams.answer.failed', { error: error instanceof Error ? error.name : typeof error }),
    );
    underWay.add(running);
    void running.finally(() => underWay.delete(running));
  };

  /** A redelivery is answered as the first time, and has no second effect. */
  const once = (activity: Activity, act: () => Promise<JsonObject>): Promise<JsonObject> => {
    const { delivery } = deliveredBy(activity);
    return delivery === undefined ? act() : recent.once(delivery, act).answer;
  };

  const noteWhere = async (activity: Activity): Promise<void> => {
    if (!isOurTenant(activity, tenant)) return;
    if (wasRemoved(activity)) await references.leave(activity);
    else await references.note(activity);
  };

  return {
    handlers: {
      async onCardAction(activity) {
        const answer = await once(activity, () => answerAction(deps, activity));
        later(() => noteWhere(activity));
        return answer;
      },
      async onOther(activity) {
        await noteWhere(activity);
        if (activity.type !== 'message' || activity.text === undefined) return;
        await once(activity, async () => {
          later(await answerMessage(deps, activity));
          return {};
        });
      },
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Teams says it in one of two ways. */
function wasRemoved({ type, action, membersRemoved = [], recipient }: Activity): boolean {
  if (type === 'installationUpdate') return action === 'remove' || action === 'remove-upgrade';
  return type === 'conversationUpdate' && membersRemoved.some(({ id }) => id === recipient.id);
}
