import { lowdbStore, type LowdbStoreOptions } from '../../../adapters/store/lowdb/lowdb-store.ts';
import type { LogFields } from '../../../src/ports/log.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { handClock } from '../hand-clock.ts';

/** Opens a store that is expected to open. */
export async function openStore(options: Partial<LowdbStoreOptions> & { readonly folder: string }): Promise<Store> {
  const opened = await lowdbStore({ clock: handClock(), log: listeningLog([]), onFatal: rethrow, ...options });
  if (!opened.ok) throw new Error(`the store did not open: ${JSON.stringify(opened.failure)}`);
  return opened.value;
}

export interface LoggedLine {
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that keeps what operators would read. */
export function listeningLog(lines: LoggedLine[]): Log {
  const say = (message: string, fields: LogFields = {}): void => void lines.push({ message, fields });
  return { info: say, warn: say, error: say, with: () => listeningLog(lines) };
}

function rethrow(error: Error): void {
  throw error;
}
