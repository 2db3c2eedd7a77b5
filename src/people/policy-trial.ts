import type { Kind } from '../shared/kinds.ts';
import type { Cents } from '../shared/money.ts';
import type { Result } from '../shared/result.ts';
import type { People, Person } from './people.ts';
import { ruleFor, seatsFor, type NoSeats, type Policy, type Seat } from './policy.ts';

/** Who would have to approve an amount on a job, and by which rule. Nothing is asked of anybody. */
export interface Trial {
  readonly kind: Kind;
  /** Its place in the policy, from 1; `undefined` where no rule names the kind and the job. */
  readonly rule: number | undefined;
  readonly seats: Result<readonly TriedSeat[], NoSeats>;
  /** What comes on top when Procore does not say who made the last change. */
  readonly unknownAuthor: Policy['unknownAuthor'];
}

export interface TriedSeat extends Seat {
  /** Those who may sit on it. Authors of the record itself never do. */
  readonly people: readonly Person[];
}

export function tryPolicy(
  policy: Policy,
  people: People,
  { kinds, job, amount }: { readonly kinds: readonly Kind[]; readonly job: string; readonly amount: Cents },
): readonly Trial[] {
  return kinds.map((kind) => {
    const rule = ruleFor(policy, { kind, job });
    const seats = seatsFor(policy, { kind, job, amount, lastEditorKnown: true });
    const who = (seat: Seat): readonly Person[] => people.all.filter(({ role }) => seat.roles.includes(role));
    return {
      kind,
      rule: rule === undefined ? undefined : policy.rules.indexOf(rule) + 1,
      seats: seats.ok ? { ok: true, value: seats.value.map((seat) => ({ ...seat, people: who(seat) })) } : seats,
      unknownAuthor: policy.unknownAuthor,
    };
  });
}
