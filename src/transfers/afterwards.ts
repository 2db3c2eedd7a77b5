import type { Instant } from '../shared/dates.ts';
import type { Cents } from '../shared/money.ts';
import type { Difference } from './difference.ts';

/** What is otherwise with a synced record than when it was posted. It ends when it is undone, or when the link ends. */
export interface Drift {
  readonly since: Instant;
  readonly procore: 'same' | 'changed' | 'gone';
  /** Posted against what Procore says now. */
  readonly differences: readonly Difference[];
  readonly sage: 'stands' | 'voided';
}

/** Something that a person did in Sage, as it was read there. */
export interface HandDone {
  readonly at: Instant;
  readonly before: Cents;
  readonly after: Cents;
}
