import { isAuthor } from '../people/authors.ts';
import type { Person } from '../people/people.ts';
import { findsSeat } from '../people/seating.ts';
import { seatsOf } from '../transfers/decide.ts';
import type { Transfer } from '../transfers/transfer.ts';
import type { Talk } from './talk.ts';

/** Whether this person could fill a seat of it now. */
export function waitsFor(talk: Talk, transfer: Transfer, person: Person): boolean {
  const sitting =
    transfer.state === 'awaiting' ? transfer.approvals : transfer.state === 'held' ? transfer.acceptances : undefined;
  if (sitting === undefined || isAuthor(transfer.offer.authors, person)) return false;
  const seats = seatsOf(talk.policy(), transfer);
  return seats.ok && findsSeat(seats.value, sitting, { person: person.id, role: person.role });
}
