import type { Kind } from '../shared/kinds.ts';
import type { CheckCode } from '../transfers/check.ts';
import type { Flow } from '../transfers/flow.ts';

/** A workflow is what the engine needs of it and what a person sees of it: a row of differences, nothing else. */
export interface Workflow extends Flow {
  /** What must hold before it can go, in the order of operations; the stepper shows it and the diagrams are drawn from it. */
  readonly prerequisites: readonly Prerequisite[];
}

export const prerequisiteNames = [
  'job_linked',
  'vendor_linked',
  'commitment_linked',
  'changes_linked',
  'earlier_invoices',
  'books_agree',
  'approved_in_procore',
] as const;

export interface Prerequisite {
  readonly name: (typeof prerequisiteNames)[number];
  /** The checks that say that it does not hold yet. */
  readonly failing: readonly CheckCode[];
  /** Kinds of records of which one has to travel first: as soon as it has, this one goes on by itself. Else a person acts. */
  readonly waitsFor: readonly Kind[];
}
