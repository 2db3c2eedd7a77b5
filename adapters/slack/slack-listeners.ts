import type { App, SlackActionMiddlewareArgs, StringIndexed, ViewSubmitAction } from '@slack/bolt';
import type { Note } from '../../src/ports/card.ts';
import type { Log } from '../../src/ports/log.ts';
import { answerCommand, type CommandAck } from './answer-command.ts';
import { answerPress, type PressDeps } from './answer-press.ts';
import { answerSubmission, noteView, type SubmissionAck } from './answer-submission.ts';
import type { HomePages } from './home-pages.ts';
import type { PrivatePlace } from './private-answer.ts';
import {
  BlockActions,
  claimsOf,
  EventEnvelope,
  eventClaims,
  Interaction,
  NamedAction,
  SlashCommand,
  ViewSubmission,
} from './slack-requests.ts';
import { refusals } from './words.ts';

export interface ListenerDeps extends PressDeps {
  readonly log: Log;
  readonly homes: Pick<HomePages, 'opened' | 'refresh'>;
}

const anything = /[\s\S]*/;

/**
 * One listener for each type of request takes every name: what we do not know is answered at once, because Slack
 * shows a time-out for silence. Answers how to wait for the work under way.
 */
export function addListeners(app: App, deps: ListenerDeps): () => Promise<void> {
  const underWay = new Set<Promise<void>>();
  const run = (type: string, place: PrivatePlace | undefined, ack: () => Promise<void>, work: Promise<void>) => {
    const guarded = work.catch((error: unknown) => recover(deps, type, place, ack, error));
    underWay.add(guarded);
    return guarded.finally(() => underWay.delete(guarded));
  };

  /** What a person decided shows on his own page too. */
  const thenHome = (user: string, done: Promise<void>): Promise<void> =>
    done.then(() => void run('home', undefined, async () => undefined, deps.homes.refresh(user)));

  /** Slack may have hung up, or have its answer already: what was decided stands, and is told in other ways. */
  const late =
    <Answer extends unknown[]>(ack: (...answer: Answer) => Promise<void>) =>
    async (...answer: Answer): Promise<void> => {
      try {
        await ack(...answer);
      } catch {
        deps.log.warn('slack.ack.not_delivered');
      }
    };

  /** Somebody did what nobody here knows: he is told so, if he is one of us. */
  const unreadable = (body: unknown, ack: () => Promise<void>, note: Note): Promise<void> => {
    const asked = Interaction.safeParse(body).data;
    if (asked === undefined) return ack();
    const place = { user: asked.user.id, channel: asked.channel?.id, responseUrl: asked.response_url };
    const told = async (): Promise<void> => {
      const refusal = await deps.gate(claimsOf(asked));
      await ack();
      await deps.answerPrivately(place, refusal ?? note);
    };
    return run('unknown', place, late(ack), told());
  };

  app.use(async ({ body, next }) => {
    if (!('event' in body)) return next();
    const event = EventEnvelope.safeParse(body).data;
    // nobody waits for an answer to an event: one that is not for us is dropped
    if (event !== undefined && (await deps.gate(eventClaims(event))) === undefined) await next();
  });
  app.use(async (request) => {
    const { body, next } = request;
    // no listener is found by Bolt for an action without a name
    const named = !('actions' in body) || NamedAction.safeParse(body.actions).success;
    return named ? next() : unreadable(body, () => (request as SlackActionMiddlewareArgs).ack(), refusals.oldButton);
  });

  app.command(anything, async ({ body, ack, context }) => {
    const command = SlashCommand.safeParse(body).data;
    if (command === undefined) return ack();
    const { user_id: user, channel_id: channel, response_url: responseUrl } = command;
    const answer: CommandAck = late((text) => ack(text));
    return run(
      'command',
      { user, channel, responseUrl },
      answer,
      answerCommand(deps, command, answer, delivery(context)),
    );
  });

  app.action(anything, async ({ body, ack, context }) => {
    const press = BlockActions.safeParse(body).data;
    if (press === undefined) return unreadable(body, () => ack(), refusals.oldButton);
    const place = { user: press.user.id, channel: press.channel?.id, responseUrl: press.response_url };
    const answer = late(() => ack());
    return thenHome(press.user.id, run('press', place, answer, answerPress(deps, press, answer, delivery(context))));
  });

  app.view<ViewSubmitAction>({ callback_id: anything, type: 'view_submission' }, async ({ body, ack, context }) => {
    const submission = ViewSubmission.safeParse(body).data;
    if (submission === undefined) return ack({ response_action: 'update', view: noteView(refusals.oldForm) });
    const place = { user: submission.user.id, channel: undefined, responseUrl: undefined };
    const answer: SubmissionAck = late((view) => ack(view));
    const answered = answerSubmission(deps, submission, answer, delivery(context));
    return thenHome(submission.user.id, run('submission', place, answer, answered));
  });

  app.event('app_home_opened', ({ event }) => {
    if (event.tab !== 'home') return Promise.resolve();
    return run('home', undefined, async () => undefined, deps.homes.opened(event.user));
  });
  app.view({ callback_id: anything, type: 'view_closed' }, ({ ack }) => ack());
  app.shortcut(anything, ({ body, ack }) => unreadable(body, () => ack(), refusals.otherShortcut));
  app.options(anything, ({ ack }) => ack({ options: [] }));

  return async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
}

/** How the receiver names the request: a retry of the same one has the same name. */
function delivery(context: StringIndexed): string | undefined {
  const name: unknown = context['delivery'];
  return typeof name === 'string' ? name : undefined;
}

/** A bug must not leave a person before a time-out, and nobody sees its stack. */
async function recover(
  { log, answerPrivately }: ListenerDeps,
  type: string,
  place: PrivatePlace | undefined,
  ack: () => Promise<void>,
  error: unknown,
): Promise<void> {
  log.error('slack.request.failed', { type, error: error instanceof Error ? error.name : typeof error });
  await ack();
  if (place !== undefined) await answerPrivately(place, refusals.failed);
}
