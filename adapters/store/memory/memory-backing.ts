import { createStoreState, type StoreState } from '../state/store-state.ts';
import type { WorkSignal } from '../work-signal.ts';

/** What outlives a memory store: open several on one backing, and they are processes on one database. */
export interface MemoryBacking {
  state: StoreState;
  /** One for each open store. */
  readonly signals: Set<WorkSignal>;
}

export function createMemoryBacking(): MemoryBacking {
  return { state: createStoreState(), signals: new Set() };
}
