import type { Policy } from '../../people/policy.ts';
import type { Trial, TriedSeat } from '../../people/policy-trial.ts';
import type { Cents } from '../../shared/money.ts';
import { displayText } from '../../shared/text.ts';
import { usd } from '../usd.ts';
import { kindNames } from './terms.ts';

/** What `policy test` answers, on the command line and in chat alike. */
export function trialParagraphs(trials: readonly Trial[], amount: Cents, job: string): readonly string[] {
  const where = job === '' ? 'a job that no rule names' : `job ${displayText(job)}`;
  return [
    `${usd(amount)} on ${where}:`,
    ...trials.flatMap((trial) => [`A ${kindNames[trial.kind]} ${verdict(trial)}`, ...seatLines(trial)]),
    ...onTop(trials),
  ];
}

export const policyUsage = [
  'Type an amount in dollars and, if you like, a job: /sage policy test 50000.00 1042.',
  'It tells who would have to approve. Nobody is asked, and nothing changes.',
] as const;

function verdict({ rule, seats }: Trial): string {
  if (rule === undefined) return 'can be approved by nobody: no rule names its kind and this job.';
  if (!seats.ok) return `can be approved by nobody: rule ${rule} has an empty list there, and that means nobody.`;
  const number = seats.value.length;
  return `needs ${number === 1 ? 'one approval' : `${number} approvals, each by another person`}, by rule ${rule}.`;
}

function seatLines({ seats }: Trial): readonly string[] {
  if (!seats.ok) return [];
  return seats.value.map(
    (seat, index) => `Seat ${index + 1}: ${seat.roles.join(' or ') || 'no role'} (${names(seat)})`,
  );
}

function names({ people }: TriedSeat): string {
  return people.length === 0 ? 'nobody has it' : people.map(({ name }) => displayText(name)).join(', ');
}

const unknownAuthorSentences: { readonly [U in Policy['unknownAuthor']]: readonly string[] } = {
  'second-seat': ['Where Procore does not say who made the last change, one more person must approve.'],
  refuse: ['Where Procore does not say who made the last change, nobody may approve.'],
  allow: [],
};

function onTop([first]: readonly Trial[]): readonly string[] {
  if (first === undefined) return [];
  return ['Whoever made or changed the record never approves it.', ...unknownAuthorSentences[first.unknownAuthor]];
}
