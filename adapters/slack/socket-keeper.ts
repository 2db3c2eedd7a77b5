import type { Chance } from '../../src/ports/chance.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Result } from '../../src/shared/result.ts';
import type { NoAddress } from './socket-address.ts';
import type { SocketLine } from './socket-line.ts';
import { pause as waitFor } from './pause.ts';
import type { SocketHealth } from './socket-health.ts';
import { socketSays } from './socket-words.ts';

export interface SocketKeeper {
  health(): SocketHealth;
  /** Ends every connection, and the attempts to make one. */
  close(): Promise<void>;
}

export interface KeeperDeps {
  readonly address: () => Promise<Result<string, NoAddress>>;
  readonly open: (url: string) => SocketLine;
  /** Resolves when the requests of a connection that is to be left are answered. */
  readonly answered: (line: SocketLine) => Promise<void>;
  readonly log: Log;
  readonly chance: Chance;
  readonly now: () => number;
  readonly times?: Partial<KeeperTimes>;
}

export interface KeeperTimes {
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A refused token is asked with less often: only an administrator can mend it. */
  readonly refusedWaitMs: number;
  /** A connection that lived shorter counts as a failure. */
  readonly steadyMs: number;
  /** From then on it is an error that nobody can press a button. */
  readonly deafMs: number;
}

const usualTimes: KeeperTimes = {
  firstWaitMs: 500,
  longestWaitMs: 30_000,
  refusedWaitMs: 60_000,
  steadyMs: 30_000,
  deafMs: 60_000,
};

/** Keeps one connection to Slack for as long as the bot runs, and says when there is none. */
export function keepConnected({ address, open, answered, log, chance, now, times: given }: KeeperDeps): SocketKeeper {
  const times = { ...usualTimes, ...given };
  const lines = new Set<SocketLine>();
  /** Those over which Slack has said hello. */
  const live = new Set<SocketLine>();
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  let connections = 0;
  let failures = 0;
  let lastHeardAt: number | undefined;
  let deafSince: number | undefined = now();
  let reason: string | undefined = 'not connected yet';

  const deaf = (why: string): void => {
    deafSince ??= now();
    reason = why;
  };

  /** Waits longer after each failure, never exactly as long as others do. */
  const pause = async (why: string, atLeastMs = 0): Promise<void> => {
    const exponential = Math.min(times.longestWaitMs, times.firstWaitMs * 2 ** Math.min(failures - 1, 20));
    const waitMs = Math.round(Math.max(atLeastMs, exponential) * (1 + chance.fraction() / 2));
    const forMs = deafSince === undefined ? 0 : now() - deafSince;
    const fields = { reason: why, failures, deafForMs: forMs, againInMs: waitMs };
    if (forMs > times.deafMs) log.error('slack.socket.deaf', { ...fields, says: socketSays.deaf });
    else log.warn('slack.socket.not_connected', fields);
    await waitFor(waitMs, stopping.signal);
  };

  const noAddress = async (failure: NoAddress): Promise<void> => {
    failures += 1;
    if (failure.kind === 'rate_limited') return pause('rate_limited', failure.retryAfterMs);
    if (failure.kind === 'unreachable') return pause(failure.reason);
    log.error('slack.app_token.not_accepted', { reason: failure.reason, says: socketSays.refused });
    return pause(failure.reason, times.refusedWaitMs);
  };

  const connect = async (): Promise<SocketLine | undefined> => {
    const asked = await address();
    if (stopped()) return undefined;
    if (!asked.ok) {
      if (live.size === 0) deaf(asked.failure.kind === 'rate_limited' ? 'rate_limited' : asked.failure.reason);
      await noAddress(asked.failure);
      return undefined;
    }
    const line = open(asked.value);
    lines.add(line);
    void line.ended.then((end) => {
      lines.delete(line);
      if (live.delete(line)) lastHeardAt = Math.max(lastHeardAt ?? 0, line.lastHeardAt());
      if (live.size === 0) deaf(end.reason);
    });
    if (await line.ready) {
      live.add(line);
      return line;
    }
    failures += 1;
    await pause((await line.ended).reason);
    return undefined;
  };

  /** A bug of ours must not leave the bot without a connection for good. */
  const failed = async (error: unknown): Promise<undefined> => {
    log.error('slack.socket.failed', { error: error instanceof Error ? error.name : typeof error });
    failures += 1;
    await pause('failed');
  };

  const leave = async (line: SocketLine): Promise<void> => {
    await answered(line);
    line.close();
  };

  const run = async (): Promise<void> => {
    let before: SocketLine | undefined;
    while (!stopped()) {
      const line = await connect().catch(failed);
      if (line === undefined) continue;
      const since = now();
      connections += 1;
      deafSince = undefined;
      reason = undefined;
      log.info('slack.socket.connected', { connections });
      if (before !== undefined) void leave(before);

      const next = await Promise.race([
        line.dismissed.then((word) => ({ stays: true, why: word })),
        line.ended.then((end) => ({ stays: false, why: end.reason })),
      ]);
      if (stopped()) break;
      before = next.stays ? line : undefined;
      failures = now() - since < times.steadyMs ? failures + 1 : 0;
      if (next.stays) log.info('slack.socket.dismissed', { reason: next.why });
      if (next.why === 'link_disabled')
        log.error('slack.app_token.not_accepted', { reason: next.why, says: socketSays.disabled });
      // asked to move, we do so at once; the old connection carries requests until the new one is there
      if (!next.stays || failures > 1) await pause(next.why);
    }
  };
  const ran = run();

  return {
    health() {
      const heard = [...live].map((line) => line.lastHeardAt());
      return {
        connected: deafSince === undefined,
        lastHeardAt: heard.length > 0 ? Math.max(...heard) : lastHeardAt,
        connections,
        deafSince,
        reason,
      };
    },
    async close() {
      stopping.abort();
      const open = [...lines];
      for (const line of open) line.close();
      await Promise.all([ran, ...open.map((line) => line.ended)]);
    },
  };
}
