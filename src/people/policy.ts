import type { Kind } from '../shared/kinds.ts';
import type { Cents } from '../shared/money.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Role } from './people.ts';

/** Who must agree before a record may be written. */
export interface Policy {
  /** Changes whenever anything in it does; every decision keeps the version it was made under. */
  readonly version: string;
  /** What an unknown last editor means: one more seat, no approval at all, or nothing. */
  readonly unknownAuthor: 'second-seat' | 'refuse' | 'allow';
  /** Roles that may choose another posting period and end the link of a record in Sage; `controller` where nothing is said. */
  readonly controllers?: readonly Role[];
  /** The first rule that names the kind and the job holds. Where none does, nobody may approve. */
  readonly rules: readonly PolicyRule[];
}

export interface PolicyRule {
  readonly kinds: readonly Kind[] | '*';
  /** Job numbers. */
  readonly jobs: readonly string[] | '*';
  /** In ascending order, without gap or overlap, from zero to no upper end. */
  readonly bands: readonly Band[];
}

/** Amounts of at least `from` and less than `below`; without `below` there is no upper end. */
export interface Band {
  readonly from: Cents;
  readonly below: Cents | undefined;
  readonly seats: readonly Seat[];
}

/** One place that one distinct person of any of these roles must fill. */
export interface Seat {
  readonly roles: readonly Role[];
}

export type BandProblem = {
  readonly band: number;
  readonly kind: 'none' | 'empty' | 'not_from_zero' | 'gap' | 'overlap' | 'no_end';
};

/** What is wrong with a list of bands; empty when every amount from zero falls into exactly one of them. */
export function bandProblems(bands: readonly Pick<Band, 'from' | 'below'>[]): readonly BandProblem[] {
  if (bands.length === 0) return [{ band: 0, kind: 'none' }];
  const problems: BandProblem[] = [];
  let expected: number | undefined = 0;
  for (const [index, band] of bands.entries()) {
    if (band.below !== undefined && band.below <= band.from) problems.push({ band: index, kind: 'empty' });
    if (index === 0 && band.from !== 0) problems.push({ band: 0, kind: 'not_from_zero' });
    if (index > 0 && (expected === undefined || band.from < expected)) problems.push({ band: index, kind: 'overlap' });
    if (index > 0 && expected !== undefined && band.from > expected) problems.push({ band: index, kind: 'gap' });
    expected = band.below;
  }
  if (expected !== undefined) problems.push({ band: bands.length - 1, kind: 'no_end' });
  return problems;
}

export interface Question {
  readonly kind: Kind;
  readonly job: string;
  /** The amount the workflow declares for bands, never negative. */
  readonly amount: Cents;
  readonly lastEditorKnown: boolean;
}

export type NoSeats =
  /** No rule names this kind and job, or its band has no seat: nobody may approve. */
  { readonly kind: 'nobody' } | { readonly kind: 'author_unknown' };

/** The seats that must be filled by distinct people. */
export function seatsFor(policy: Policy, question: Question): Result<readonly Seat[], NoSeats> {
  const rule = ruleFor(policy, question);
  const band = rule?.bands.find(
    ({ from, below }) => question.amount >= from && (below === undefined || question.amount < below),
  );
  if (band === undefined || band.seats.length === 0) return fail({ kind: 'nobody' });
  if (question.lastEditorKnown || policy.unknownAuthor === 'allow') return ok(band.seats);
  if (policy.unknownAuthor === 'refuse') return fail({ kind: 'author_unknown' });
  return ok([...band.seats, { roles: [...new Set(band.seats.flatMap((seat) => seat.roles))] }]);
}

export function controllersOf({ controllers }: Pick<Policy, 'controllers'>): readonly Role[] {
  return controllers ?? ['controller'];
}

/** At least two seats, the second for whoever could fill the first. */
export function twoSeats(seats: readonly Seat[]): readonly Seat[] {
  const [only, ...others] = seats;
  return only === undefined || others.length > 0 ? seats : [only, only];
}

/** Roles that may act on records of this kind and job at all, whatever the amount: send back, retry, look again. */
export function rolesFor(policy: Policy, question: Pick<Question, 'kind' | 'job'>): ReadonlySet<Role> {
  const rule = ruleFor(policy, question);
  return new Set(rule?.bands.flatMap((band) => band.seats.flatMap((seat) => seat.roles)) ?? []);
}

/** The first rule that names the kind and the job. */
export function ruleFor(policy: Policy, { kind, job }: Pick<Question, 'kind' | 'job'>): PolicyRule | undefined {
  return policy.rules.find(({ kinds, jobs }) => names(kinds, kind) && names(jobs, job));
}

function names<T>(list: readonly T[] | '*', value: T): boolean {
  return list === '*' || list.includes(value);
}
