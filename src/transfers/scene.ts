import type { Flow, Looked, RecordRef, Site } from './flow.ts';
import type { Expected } from './ground.ts';
import type { Memory, Read } from './memory.ts';
import type { Plan } from './reconcile.ts';

/** One look at a record: what both systems said, what was known, and what follows. */
export interface Scene {
  readonly site: Site;
  readonly flow: Flow;
  readonly ref: RecordRef;
  readonly memory: Read<Memory>;
  readonly looked: Looked;
  readonly plan: Plan;
  /** What was believed of the records on which this one builds. */
  readonly believed: readonly Expected[];
}
