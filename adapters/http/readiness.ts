import type { Store } from '../../src/ports/store.ts';

export interface ReadinessDeps {
  readonly store: Pick<Store, 'health'>;
  /** What was left unfinished by the process before has been read. */
  readonly recovered: () => boolean;
  readonly stopping: () => boolean;
}

/** Why the bot cannot take work now. That Procore, Sage or a chat is away is no reason: decisions are still recorded. */
export async function notReady({ store, recovered, stopping }: ReadinessDeps): Promise<readonly string[]> {
  return [
    ...(stopping() ? ['The process is stopping.'] : []),
    ...(recovered() ? [] : ['What was left unfinished by the last run is still being read.']),
    ...(await storeReasons(store)),
  ];
}

async function storeReasons(store: Pick<Store, 'health'>): Promise<readonly string[]> {
  try {
    const { writable } = await store.health();
    return writable ? [] : ['The store cannot be written to: look at its disk or database.'];
  } catch {
    return ['The store is not open.'];
  }
}
