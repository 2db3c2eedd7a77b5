import { isAuthor } from '../people/authors.ts';
import type { Person } from '../people/people.ts';
import { findsSeat } from '../people/seating.ts';
import { seatsOf } from '../transfers/decide.ts';
import type { Approval, Transfer } from '../transfers/transfer.ts';
import { openTransfers } from './find-records.ts';
import type { Talk } from './talk.ts';

/** What waits for a seat that this person may fill now, the longest waiting first. */
export async function waitingFor(talk: Talk, person: Person): Promise<readonly Transfer[]> {
  const open = await openTransfers(talk);
  return open.filter((transfer) => waitsFor(talk, transfer, person)).sort((a, b) => waitingSince(a) - waitingSince(b));
}

/** Since when somebody is wanted: a held record asks anew, whatever was decided before. */
export function waitingSince(transfer: Transfer): Transfer['changedAt'] {
  return transfer.state === 'held' ? transfer.changedAt : transfer.openedAt;
}

/** Who has agreed to what is asked now; `undefined` when nobody is asked. */
export function agreedBy(transfer: Transfer): readonly Approval[] | undefined {
  if (transfer.state === 'awaiting') return transfer.approvals;
  return transfer.state === 'held' && transfer.agreedAt === undefined ? transfer.acceptances : undefined;
}

/** Whether this person could fill a seat of it now. */
export function waitsFor(talk: Talk, transfer: Transfer, person: Person): boolean {
  const sitting = agreedBy(transfer);
  if (sitting === undefined || isAuthor(transfer.offer.authors, person)) return false;
  const seats = seatsOf(talk.policy(), transfer);
  return seats.ok && findsSeat(seats.value, sitting, { person: person.id, role: person.role });
}
