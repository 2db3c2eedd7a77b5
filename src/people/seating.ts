import type { PersonId } from '../shared/ids.ts';
import type { Role } from './people.ts';
import type { Seat } from './policy.ts';

export interface Sitter {
  readonly person: PersonId;
  readonly role: Role;
}

/**
 * Seats people so that as many of them as possible sit, whatever the order in which they came: the seat of each by
 * index, or `undefined` for somebody no seat is left for. One person never gets two seats.
 */
export function seated(seats: readonly Seat[], sitters: readonly Sitter[]): readonly (number | undefined)[] {
  const sitterOfSeat = new Map<number, number>();

  const placed = (sitter: number, tried: Set<number>): boolean => {
    for (const [index, seat] of seats.entries()) {
      if (tried.has(index) || !seat.roles.includes(sitters[sitter]?.role ?? '')) continue;
      tried.add(index);
      const holder = sitterOfSeat.get(index);
      if (holder === undefined || placed(holder, tried)) {
        sitterOfSeat.set(index, sitter);
        return true;
      }
    }
    return false;
  };

  const seen = new Set<PersonId>();
  for (const [index, { person }] of sitters.entries()) {
    if (seen.has(person)) continue;
    seen.add(person);
    placed(index, new Set());
  }
  const seatOf = new Map([...sitterOfSeat].map(([seat, sitter]) => [sitter, seat]));
  return sitters.map((_, index) => seatOf.get(index));
}

/** Whether one more person of that role would find a seat beside those who sit. */
export function findsSeat(seats: readonly Seat[], sitters: readonly Sitter[], newcomer: Sitter): boolean {
  if (sitters.some(({ person }) => person === newcomer.person)) return false;
  const before = seated(seats, sitters).filter((seat) => seat !== undefined).length;
  const after = seated(seats, [...sitters, newcomer]).filter((seat) => seat !== undefined).length;
  return after > before;
}

/** The seats nobody sits on yet. */
export function openSeats(seats: readonly Seat[], sitters: readonly Sitter[]): readonly Seat[] {
  const taken = new Set(seated(seats, sitters));
  return seats.filter((_, index) => !taken.has(index));
}
