import type { PersonId, ProcoreUserId, TransferId } from '../shared/ids.ts';
import type { Difference } from './difference.ts';

/** Something that people must be told, in the order of the transfers' life. The words are the chat's. */
export type Notice =
  /** To each approver whose approval was not used. */
  | {
      readonly type: 'approval_unused';
      readonly to: PersonId;
      readonly transfer: TransferId;
      readonly why: 'changed' | 'chosen' | 'new_warning' | 'blocked' | 'withdrawn' | 'changed_in_sage';
      readonly differences: readonly Difference[];
    }
  /** Under the card: what changed, and who had approved. */
  | { readonly type: 'superseded'; readonly transfer: TransferId }
  /** To the authors: it came back, and why. */
  | { readonly type: 'sent_back'; readonly transfer: TransferId; readonly users: readonly ProcoreUserId[] }
  /** Under the card: somebody must act. */
  | { readonly type: 'needs_person'; readonly transfer: TransferId }
  /** Under the card: what is otherwise since it was posted, or that it is as it was again. */
  | { readonly type: 'after_posting'; readonly transfer: TransferId }
  /** Under the card: what is left to do in Sage by hand, or that it was seen there. */
  | { readonly type: 'by_hand'; readonly transfer: TransferId }
  /** To the authors: it is in the books. */
  | { readonly type: 'arrived'; readonly transfer: TransferId; readonly users: readonly ProcoreUserId[] };
