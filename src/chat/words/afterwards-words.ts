import { personById, type People } from '../../people/people.ts';
import type { DoneByHand, Synced } from '../../transfers/transfer.ts';
import { usd } from '../usd.ts';
import { kindNames } from './terms.ts';

/** What is otherwise with a synced record than when it was posted; empty when nothing is. */
export function afterPosting({ drift, receipt, kind }: Synced): readonly string[] {
  if (drift === undefined) return [];
  const { number } = receipt;
  const it = kindNames[kind];
  const waits = 'What builds on it waits meanwhile.';
  const voided = `It stood in Sage as ${number} and is void or gone there now. If that is right, a controller presses Unlink: the link ends, and the ${it} can be offered again. If not, restore it in Sage and press Check again.`;
  if (drift.procore === 'same') return [voided];
  const changed =
    drift.procore === 'gone'
      ? `It was deleted in Procore after it was posted, and stands in Sage as ${number}. Nothing was written into Sage.`
      : `It was changed in Procore after it was posted as ${number}; what was posted and what Procore says now is listed below. Nothing was written into Sage.`;
  const undo = drift.procore === 'gone' ? 'Restore it in Procore' : 'Undo the change in Procore';
  if (drift.sage === 'voided') return [changed, voided];
  return [
    changed,
    `${waits} ${undo}, and everything goes on by itself. If the change is to stay, void ${number} in Sage and press Check again; then it can be unlinked and offered anew.`,
  ];
}

/** What a person has to do in Sage beside what was posted, until it is seen there. Amounts of a private record are kept back. */
export function leftToDo({ offer, byHand: done }: Pick<Synced, 'offer' | 'byHand'>): readonly string[] {
  const { byHand, subject } = offer;
  if (byHand === undefined) return [];
  const amount = (cents: (typeof byHand)['release']): string => (subject.private ? '(private)' : usd(cents));
  const vendor = subject.private ? 'the vendor' : byHand.vendor;
  if (done !== undefined) {
    return [
      `The retainage was released in Sage: ${amount(done.before)} was held on ${byHand.commitment} before, ${amount(done.after)} is held now. Nothing is left to do.`,
    ];
  }
  const invoices = byHand.invoices.map(({ number, held }) => `${number} ${amount(held)}`).join(', ');
  return [
    `Left to do in Sage by hand: release ${amount(byHand.release)} of retainage of ${vendor} on ${byHand.commitment}. Open invoices with retainage: ${invoices === '' ? 'this one' : invoices}. The bot changes none of them.`,
    `This closes by itself when Sage holds ${amount(byHand.after)} on ${byHand.commitment}; the next invoice waits for it.`,
  ];
}

export function doneByHand({ by, reason, seen, offer }: DoneByHand, people: People): readonly string[] {
  if (seen === undefined) {
    const who = by === undefined ? 'Somebody' : (personById(people, by)?.name ?? by);
    return [`${who} marked it as done by hand: ${reason}`];
  }
  const amount = (cents: typeof seen.before): string => (offer.subject.private ? '(private)' : usd(cents));
  return [
    `Done by hand: the retainage was released in Sage. ${amount(seen.before)} was held before, ${amount(seen.after)} is held now.`,
    'Nothing was posted, and nothing is left to do.',
  ];
}
