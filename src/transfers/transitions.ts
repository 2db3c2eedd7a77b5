import type { Open, State, Transfer } from './transfer.ts';

/** Which states may follow which. A synced record leaves only through a person who unlinks it. */
export const transitions: { readonly [S in State]: readonly State[] } = {
  blocked: ['blocked', 'awaiting', 'sent_back', 'superseded', 'posted', 'done_by_hand', 'withdrawn'],
  awaiting: ['awaiting', 'approved', 'blocked', 'sent_back', 'superseded', 'done_by_hand', 'withdrawn'],
  approved: ['approved', 'sending', 'awaiting', 'blocked', 'sent_back', 'superseded', 'withdrawn'],
  sending: ['posted', 'refused', 'unconfirmed', 'held', 'approved'],
  unconfirmed: ['posted', 'refused', 'approved', 'held'],
  held: ['held', 'posted', 'approved', 'unlinked', 'sent_back'],
  refused: ['approved', 'blocked', 'sent_back', 'superseded', 'withdrawn'],
  posted: ['posted', 'synced'],
  synced: ['synced', 'unlinked'],
  sent_back: [],
  superseded: [],
  withdrawn: [],
  done_by_hand: [],
  unlinked: [],
};

export function isOpen(transfer: Transfer): transfer is Open {
  switch (transfer.state) {
    case 'synced':
    case 'sent_back':
    case 'superseded':
    case 'withdrawn':
    case 'done_by_hand':
    case 'unlinked':
      return false;
    default:
      return true;
  }
}

/** A write may have left, or has arrived: nothing but the truth from Sage moves it. */
export function mayStandInSage(transfer: Transfer): boolean {
  return ['sending', 'unconfirmed', 'held', 'posted', 'synced'].includes(transfer.state);
}
