import type { Conversation } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import type { CallBudget } from './call-budget.ts';
import { homeView } from './home-view.ts';
import { pause } from './pause.ts';
import type { SlackClient } from './slack-client.ts';
import { slackFailure } from './slack-failure.ts';

/** The pages that people have open, or had: Slack shows what was published last and does not say when it is closed. */
export interface HomePages {
  /** Somebody opened the page. */
  opened(user: string): Promise<void>;
  /** Draws it anew for somebody who has opened it before. */
  refresh(user: string): Promise<void>;
  /** Gives up what waits for Slack. */
  close(): void;
}

export interface HomePagesDeps {
  readonly client: SlackClient;
  readonly conversation: Pick<Conversation, 'home'>;
  readonly budget: CallBudget;
  readonly log: Log;
}

const mostKnown = 5_000;
const mostTries = 4;

/** One publication at a time for each person; what is asked for meanwhile follows once, with what stands then. */
export function homePages({ client, conversation, budget, log }: HomePagesDeps): HomePages {
  const known = new Set<string>();
  const drawing = new Map<string, { again: boolean; readonly done: Promise<void> }>();
  const stopping = new AbortController();

  const publish = async (user: string): Promise<void> => {
    const planned = { method: 'views.publish', id: user };
    for (let tries = 0; tries < mostTries && !stopping.signal.aborted;) {
      const turn = budget.take(planned);
      if (turn > 0) {
        await pause(turn, stopping.signal);
        continue;
      }
      tries += 1;
      // read anew for each try: the page shows what stands when it is drawn
      const view = homeView(await conversation.home({ platform: 'slack', user }));
      try {
        await client.views.publish({ user_id: user, view });
        return;
      } catch (error) {
        const failure = slackFailure(error);
        if (failure.kind === 'rate_limited') {
          await pause(budget.limited(planned, failure.retryAfterMs), stopping.signal);
        } else if (failure.kind !== 'unknown') {
          log.warn('slack.home.not_published', { user, reason: failure.reason });
          return;
        }
      }
    }
    log.warn('slack.home.not_published', { user, reason: 'gave_up' });
  };

  const draw = (user: string): Promise<void> => {
    const underWay = drawing.get(user);
    if (underWay !== undefined) {
      underWay.again = true;
      return underWay.done;
    }
    const turns = async (): Promise<void> => {
      try {
        while (entry.again) {
          entry.again = false;
          await publish(user);
        }
      } finally {
        drawing.delete(user);
      }
    };
    const entry = { again: true, done: Promise.resolve().then(turns) };
    drawing.set(user, entry);
    return entry.done;
  };

  return {
    opened(user) {
      const [oldest] = known;
      if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
      known.add(user);
      return draw(user);
    },
    refresh: (user) => (known.has(user) ? draw(user) : Promise.resolve()),
    close: () => stopping.abort(),
  };
}
