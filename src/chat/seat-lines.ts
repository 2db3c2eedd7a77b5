import { personById, type People } from '../people/people.ts';
import type { Policy } from '../people/policy.ts';
import { openSeats, seated } from '../people/seating.ts';
import { seatsOf } from '../transfers/decide.ts';
import type { Approval, Transfer } from '../transfers/transfer.ts';
import { when } from './when.ts';
import { either, platformNames } from './words/terms.ts';

interface Seated {
  readonly lines: readonly string[];
  readonly openRoles: readonly string[];
}

/** Who sits where, by the policy of now; an unknown last editor is said, because it costs a seat. */
export function seatLines(
  transfer: Transfer,
  context: { readonly people: People; readonly policy: Policy; readonly timeZone: string },
): Seated {
  const approvals = decisions(transfer);
  const seats = seatsOf(context.policy, transfer);
  if (!seats.ok) {
    const nobody = seats.failure.kind === 'author_unknown' ? authorUnknown : 'The policy lets nobody approve this.';
    return {
      lines: undecided(transfer) ? [nobody] : approvals.map((approval) => said(approval, context)),
      openRoles: [],
    };
  }
  if (!undecided(transfer)) return { lines: approvals.map((approval) => said(approval, context)), openRoles: [] };
  const places = seated(seats.value, approvals);
  const lines = seats.value.map((seat, index) => {
    const approval = approvals[places.indexOf(index)];
    const place = seats.value.length === 1 ? 'Seat' : `Seat ${index + 1} of ${seats.value.length}`;
    return `${place} (${either(seat.roles)}): ${approval === undefined ? 'open' : said(approval, context)}`;
  });
  const known = transfer.offer.authors.lastEditorKnown;
  return {
    lines: known || context.policy.unknownAuthor !== 'second-seat' ? lines : [...lines, oneMoreSeat],
    openRoles: openSeats(seats.value, approvals).flatMap((seat) => seat.roles),
  };
}

const oneMoreSeat = 'One seat more than usual, because Procore did not say who changed the record last.';
const authorUnknown = 'Nobody can approve this yet, because Procore did not say who changed the record last.';

function undecided(transfer: Transfer): boolean {
  return ['blocked', 'awaiting', 'held'].includes(transfer.state);
}

function decisions(transfer: Transfer): readonly Approval[] {
  if (transfer.state === 'held') return transfer.acceptances;
  return 'approvals' in transfer ? transfer.approvals : [];
}

function said(
  approval: Approval,
  { people, timeZone }: { readonly people: People; readonly timeZone: string },
): string {
  const name = personById(people, approval.person)?.name ?? approval.person;
  return `${name} (${approval.role}) agreed on ${when(approval.at, timeZone)} in ${platformNames[approval.platform]}`;
}
