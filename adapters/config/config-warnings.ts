import type { Person } from '../../src/people/people.ts';
import type { PolicyRule, Seat } from '../../src/people/policy.ts';
import { seated } from '../../src/people/seating.ts';
import type { ConfigFile } from './file-schema.ts';
import type { Path } from './problem.ts';

export interface Warning {
  readonly path: Path;
  readonly says: string;
}

/** What a file may say but hardly means: mostly that nobody will be able to approve. */
export function configWarnings({ people, policy, channels }: ConfigFile): readonly Warning[] {
  return [
    ...(policy.rules.length === 0
      ? [{ path: ['policy', 'rules'], says: 'is empty: nobody may approve anything' }]
      : []),
    ...(channels.length === 0 ? [{ path: ['channels'], says: 'is empty: no card is posted anywhere' }] : []),
    ...policy.rules.flatMap((rule, index) => [
      ...unreachable(policy.rules, index),
      ...rule.bands.flatMap(({ seats }, band) =>
        seatWarnings(seats, people.all, ['policy', 'rules', index, 'bands', band, 'seats']),
      ),
    ]),
  ];
}

function unreachable(rules: readonly PolicyRule[], index: number): readonly Warning[] {
  const before = rules.slice(0, index).findIndex(({ kinds, jobs }) => kinds === '*' && jobs === '*');
  if (before === -1) return [];
  return [{ path: ['policy', 'rules', index], says: `never holds: rules[${before}] is for every kind and job` }];
}

function seatWarnings(seats: readonly Seat[], people: readonly Person[], path: Path): readonly Warning[] {
  if (seats.length === 0) return [{ path, says: 'is empty: nobody may approve amounts of this band' }];
  const empty = seats.flatMap(({ roles }, seat) => {
    if (roles.length === 0) return [{ path: [...path, seat], says: 'is empty: nobody can fill this seat' }];
    const missing = roles.filter((role) => !people.some((person) => person.role === role));
    const says = (role: string): string => `names the role "${role}", which nobody has`;
    return missing.map((role) => ({ path: [...path, seat, roles.indexOf(role)], says: says(role) }));
  });
  if (empty.length > 0) return empty;

  const sitters = people.map(({ id, role }) => ({ person: id, role }));
  const filled = seated(seats, sitters).filter((seat) => seat !== undefined).length;
  return filled === seats.length ? [] : [{ path, says: 'needs more people than there are: nobody may sit twice' }];
}
