import type { Log, LogFields } from '../../src/ports/log.ts';

export interface LogCounts {
  readonly onLine: (level: 'info' | 'warn' | 'error') => void;
  /** A request was not taken; `at` names who refused it and `reason` is one word. */
  readonly onRefused: (at: string, reason: string) => void;
}

/** What each place that refuses requests writes when it does. */
const refusal = /^(?:slack|procore|teams|http)\.[a-z_.]*(?:refused|ignored)$/;

/** The same log. What it says of refused requests is counted, so that whoever refuses says it once. */
export function countedLog(log: Log, counts: LogCounts): Log {
  const said =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void => {
      counts.onLine(level);
      if (refusal.test(message)) counts.onRefused(message, word(fields['reason']));
      log[level](message, fields);
    };
  return {
    info: said('info'),
    warn: said('warn'),
    error: said('error'),
    with: (fields) => countedLog(log.with(fields), counts),
  };
}

/** A label must never be what a stranger sent: each new value would be kept for ever. */
function word(reason: unknown): string {
  return typeof reason === 'string' && /^[a-z_]{1,40}$/.test(reason) ? reason : 'other';
}
