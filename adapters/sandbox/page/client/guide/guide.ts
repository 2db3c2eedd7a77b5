import type { PaneName } from '../pane-name.ts';
import type { Snapshot } from '../world.ts';

/** A short way through the sandbox that ticks itself off. */
export interface Guide {
  readonly id: string;
  readonly title: string;
  /** What one will have seen. */
  readonly says: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly title: string;
  readonly says: string;
  /** Looks at the world; a step that lies behind a later one that is done counts as done. */
  readonly done: (seen: SeenWorld) => boolean;
  /** What to look at, as it stands in `data-point`: the first that is on the page. */
  readonly at?: { readonly pane: PaneName; readonly points: readonly string[] };
  /** As whom one does it: offered while the visitor is somebody else. */
  readonly as?: string;
  /** Done for the visitor by a press. */
  readonly lever?: { readonly label: string; readonly pull: (snapshot: Snapshot) => Promise<unknown> };
}

export interface SeenWorld {
  readonly snapshot: Snapshot;
  /** States that a card went through while the visitor looked, such as `SC-002 unconfirmed`. */
  readonly passed: ReadonlySet<string>;
}

/** How many of its first steps are done. */
export function stepsDone({ steps }: Guide, seen: SeenWorld): number {
  return steps.findLastIndex(({ done }) => done(seen)) + 1;
}
