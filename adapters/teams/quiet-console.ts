import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from '../../src/ports/log.ts';

const listening = new AsyncLocalStorage<Log>();
const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
/** The console may be replaced while the process runs. */
const quieted = new WeakSet<Console>();

/**
 * What is written to the console while `act` runs goes to the log: Microsoft's library writes errors there, with stacks
 * and with what a request held. Whoever else writes to the console is not touched.
 */
export function withoutConsole<T>(log: Log, act: () => Promise<T>): Promise<T> {
  if (!quieted.has(globalThis.console)) quiet(globalThis.console);
  return listening.run(log, act);
}

function quiet(terminal: Console): void {
  quieted.add(terminal);
  for (const method of methods) {
    const original = terminal[method].bind(terminal);
    terminal[method] = (...args: unknown[]) => {
      const log = listening.getStore();
      if (log === undefined) original(...args);
      else log.warn('teams.library', { said: said(args[0]) });
    };
  }
}

/** The kind of an error only: its text may quote a request. */
function said(first: unknown): string {
  return first instanceof Error
    ? first.name
    : typeof first === 'string'
      ? (first.split(/[:.]/)[0] ?? '').slice(0, 100)
      : typeof first;
}
