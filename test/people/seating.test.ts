import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/people/policy.ts';
import { findsSeat, openSeats, seated, type Sitter } from '../../src/people/seating.ts';
import { personId } from '../../src/shared/ids.ts';

const role = fc.constantFrom('a', 'b', 'c');
const seats = fc.array(
  fc.uniqueArray(role, { maxLength: 3 }).map((roles): Seat => ({ roles })),
  { maxLength: 4 },
);
const sitters = fc.array(fc.record({ person: fc.nat(5).map((n) => personId(`p${n}`)), role }), { maxLength: 6 });

/** Tries every way to give each seat to somebody or to leave it empty. */
function mostThatSit(places: readonly Seat[], people: readonly Sitter[]): number {
  const [seat, ...others] = places;
  if (seat === undefined) return 0;
  const taken = people
    .filter((sitter) => seat.roles.includes(sitter.role))
    .map(
      ({ person }) =>
        1 +
        mostThatSit(
          others,
          people.filter((other) => other.person !== person),
        ),
    );
  return Math.max(mostThatSit(others, people), ...taken);
}

/** A person has one role; the first that a list says counts. */
function firstRole(people: readonly Sitter[]): readonly Sitter[] {
  return people.filter(({ person }, index) => people.findIndex((other) => other.person === person) === index);
}

const sitting = (places: readonly Seat[], people: readonly Sitter[]) =>
  seated(places, people).filter((seat) => seat !== undefined).length;

describe('seating', () => {
  it('seats as many people as can be seated at all', () => {
    fc.assert(
      fc.property(seats, sitters, (places, people) => {
        expect(sitting(places, people)).toBe(mostThatSit(places, firstRole(people)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives nobody two seats, no seat to two people, and no seat to a wrong role', () => {
    fc.assert(
      fc.property(seats, sitters, (places, people) => {
        const found = seated(places, people);
        const given = found.flatMap((seat, index) => (seat === undefined ? [] : [{ seat, sitter: people[index] }]));
        expect(new Set(given.map(({ seat }) => seat)).size).toBe(given.length);
        expect(new Set(given.map(({ sitter }) => sitter?.person)).size).toBe(given.length);
        for (const { seat, sitter } of given) expect(places[seat]?.roles).toContain(sitter?.role);
      }),
    );
  });

  it('seats as many in whatever order they come', () => {
    const shuffled = sitters.chain((people) =>
      fc.tuple(
        fc.constant(firstRole(people)),
        fc.shuffledSubarray([...firstRole(people)], { minLength: firstRole(people).length }),
      ),
    );
    fc.assert(
      fc.property(seats, shuffled, (places, [people, again]) => {
        expect(sitting(places, again)).toBe(sitting(places, people));
      }),
    );
  });

  it('moves somebody to another seat to make room', () => {
    const places = [{ roles: ['controller', 'clerk'] }, { roles: ['controller'] }];
    const first = { person: personId('carla'), role: 'controller' };
    const second = { person: personId('cleo'), role: 'clerk' };

    expect(seated(places, [first, second])).toEqual([1, 0]);
    expect(findsSeat(places, [first], second)).toBe(true);
  });

  it('finds no seat for somebody who sits, or whose role fits none that is open', () => {
    const places = [{ roles: ['controller'] }, { roles: ['admin'] }];
    const carla = { person: personId('carla'), role: 'controller' };

    expect(findsSeat(places, [carla], carla)).toBe(false);
    expect(findsSeat(places, [carla], { person: personId('conny'), role: 'controller' })).toBe(false);
    expect(openSeats(places, [carla])).toEqual([{ roles: ['admin'] }]);
  });

  it('finds a seat exactly for those with whom one more person sits', () => {
    fc.assert(
      fc.property(seats, sitters, role, (places, people, newRole) => {
        const newcomer = { person: personId('new'), role: newRole };
        const better = mostThatSit(places, [...firstRole(people), newcomer]) > mostThatSit(places, firstRole(people));
        expect(findsSeat(places, people, newcomer)).toBe(better);
      }),
    );
  });
});
