import type { Log } from '../../src/ports/log.ts';

/** Keeps what was logged. */
export interface QuietLog extends Log {
  readonly lines: { readonly message: string; readonly fields: object }[];
}

export function quietLog(): QuietLog {
  const lines: QuietLog['lines'] = [];
  const keep = (message: string, fields: object = {}): void => void lines.push({ message, fields });
  const log: QuietLog = { lines, info: keep, warn: keep, error: keep, with: () => log };
  return log;
}
