import type { AckFn, App, Receiver } from '@slack/bolt';
import type { Chance } from '../../src/ports/chance.ts';
import type { Log } from '../../src/ports/log.ts';
import { recentAnswers } from '../system/recent-answers.ts';
import { directly, type Outgoing } from '../system/outgoing.ts';
import type { SlackClient } from './slack-client.ts';
import { askSocketAddress } from './socket-address.ts';
import { readEnvelope, type Envelope } from './socket-envelope.ts';
import type { SocketHealth } from './socket-health.ts';
import { keepConnected, type KeeperTimes, type SocketKeeper } from './socket-keeper.ts';
import { openLine, usualLineTimes, type LineTimes, type SocketLine } from './socket-line.ts';

export interface SocketReceiver extends Receiver {
  health(): SocketHealth;
  /** Takes nothing new from now on; Slack keeps it or tells the person. What is under way is still answered. */
  drain(): void;
  stop(): Promise<void>;
}

export interface SocketReceiverOptions {
  /** Carries the app token, which opens sockets and nothing else. */
  readonly client: SlackClient;
  readonly log: Log;
  readonly chance: Chance;
  readonly now?: () => number;
  readonly times?: Partial<KeeperTimes & LineTimes>;
  readonly outgoing?: Outgoing;
}

/** The object that Slack shows or acts on, empty for a plain acknowledgement. */
type Answer = object;

/** Slack gives up after three seconds, sends events again within minutes, and keeps a trigger no longer. */
const keptMs = 10 * 60_000;
const mostKept = 10_000;

/** Slack's requests over a socket that the bot opens, so that nothing outside needs to reach the bot. */
export function socketReceiver(options: SocketReceiverOptions): SocketReceiver {
  const { client, log, chance, now = Date.now, times = {}, outgoing = directly } = options;
  const answers = recentAnswers<Answer>({ now, keptMs, most: mostKept });
  const underWay = new Map<SocketLine, Set<Promise<unknown>>>();
  let bolt: App | undefined;
  let keeper: SocketKeeper | undefined;
  let draining = false;

  const onText = (line: SocketLine, text: string): void => {
    if (draining) return;
    const read = readEnvelope(text);
    if (!read.ok) {
      // without an acknowledgement Slack tells the person that it did not work
      log.warn('slack.request.refused', { reason: read.failure });
      return;
    }
    const handled = handle(line, read.value).catch((error: unknown) => {
      log.error('slack.request.failed', {
        type: 'envelope',
        error: error instanceof Error ? error.name : typeof error,
      });
    });
    const work = underWay.get(line) ?? new Set();
    underWay.set(line, work.add(handled));
    void handled.then(() => {
      work.delete(handled);
      if (work.size === 0) underWay.delete(line);
    });
  };

  const handle = async (line: SocketLine, envelope: Envelope): Promise<void> => {
    const { isNew, answer } = answers.once(envelope.delivery, () => act(line, envelope));
    if (isNew) {
      await answer;
      return;
    }
    log.warn('slack.request.refused', { reason: 'replayed' });
    line.send({ envelope_id: envelope.id, payload: await answer });
  };

  /** Hands it to the listeners; resolves with what was answered when they are done. */
  const act = async (line: SocketLine, { id, delivery, body, retryNum }: Envelope): Promise<Answer> => {
    let answer: Answer | undefined;
    const ack: AckFn<unknown> = async (given) => {
      if (answer !== undefined) throw new Error('a request has one answer');
      answer =
        given === undefined || given === null || given === ''
          ? {}
          : typeof given === 'string'
            ? { text: given }
            : given;
      if (!line.send({ envelope_id: id, payload: answer })) throw new Error('the connection is gone');
    };
    try {
      const retry = retryNum === undefined ? {} : { retryNum };
      await bolt?.processEvent({ body, ack, customProperties: { delivery }, ...retry });
    } catch (error) {
      // Bolt looks into a body before anybody else does, and falls over a shape it does not expect
      log.warn('slack.request.refused', { reason: 'shape', error: error instanceof Error ? error.name : typeof error });
    }
    // Slack must not go on sending what nobody here understands
    if (answer === undefined) line.send({ envelope_id: id, payload: {} });
    return answer ?? {};
  };

  const answered = async (line: SocketLine): Promise<void> => {
    for (let work = underWay.get(line); work !== undefined; work = underWay.get(line)) await Promise.all(work);
  };

  return {
    init(app) {
      bolt = app;
    },
    async start() {
      keeper ??= keepConnected({
        address: () => askSocketAddress(client),
        open: (url) =>
          openLine({ url, agent: outgoing.agents(url)?.https, times: { ...usualLineTimes, ...times }, now, onText }),
        ...{ answered, log, chance, now, times },
      });
    },
    health: () =>
      keeper?.health() ?? {
        connected: false,
        lastHeardAt: undefined,
        connections: 0,
        deafSince: now(),
        reason: 'not started',
      },
    drain() {
      draining = true;
    },
    async stop() {
      draining = true;
      await Promise.all([...underWay.keys()].map(answered));
      await keeper?.close();
    },
  };
}
