import type { Transfer } from '../../transfers/transfer.ts';

/** What to do, in one sentence for notifications. None of the words for states stands in it but in its own place. */
export function nextStep(transfer: Transfer): string {
  switch (transfer.state) {
    case 'blocked':
    case 'refused':
      return 'Open the card to see what to put right.';
    case 'awaiting':
      return 'Open the card, then press Approve or Send back.';
    case 'approved':
      return 'Nothing is left to do; it is written next.';
    case 'sending':
      return 'Do not enter it by hand.';
    case 'unconfirmed':
      return 'Do not enter it by hand; the bot is looking for it.';
    case 'held':
      return 'Open the card to compare what stands there, and decide.';
    case 'posted':
      return 'Nothing is left to do; Procore is being marked.';
    case 'synced':
      if (transfer.drift !== undefined) return 'Open the card: it is otherwise than when it was posted.';
      if (transfer.offer.byHand !== undefined && transfer.byHand === undefined)
        return 'Open the card: retainage is to be released in Sage.';
      return transfer.stamp.kind === 'stamped'
        ? 'Nothing is left to do.'
        : 'Open the card: Procore could not be marked.';
    case 'sent_back':
      return 'Correct it in Procore; then it gets a new card.';
    case 'superseded':
      return 'Its next version has taken this place.';
    case 'withdrawn':
    case 'done_by_hand':
    case 'unlinked':
      return 'Nothing is left to do.';
  }
}
