import type { Role } from '../../people/people.ts';
import type { Entry } from '../../ports/store.ts';

/** What a person reads on his own page. */
export const homeWords = {
  title: 'Waiting for you',
  waits: (count: number): readonly string[] => [
    `${count === 1 ? 'One record waits' : `${count} records wait`} for you, the longest waiting first.`,
    'Nothing goes to Sage before every seat is filled. Open a card to see its lines and to decide.',
  ],
  nothing: [
    'Nothing waits for you.',
    'What you may decide shows here as soon as it is approved in Procore. Type /sage status to see everything that is under way.',
  ],
  noSeat: (role: Role): readonly string[] => [
    `Nothing waits for you, and nothing will: no seat of the policy is for your role (${role}).`,
    'Type /sage status to see what is under way. If you should decide here, ask an administrator to change the policy or your role.',
  ],
  stranger: [
    'Nothing is shown here, because Countersign does not know you.',
    'It shows records only to the people its configuration names. If you should be one of them, ask an administrator to add your Slack ID.',
  ],
  last: 'What you did last',
  more: (count: number): string =>
    `and ${count} more, not shown here. Type /sage queue, or decide those above first; the others move up.`,
  openCard: 'Open card',
  noCard: 'Its card is not posted yet.',
  since: (time: string): string => `Since ${time}`,
  wantedSince: (label: string, time: string): string => `${label} since ${time}`,
  seats: (filled: number, all: number): string => `${filled} of ${all} seats filled`,
  nowStands: (label: string): string => `now "${label}"`,
  asOf: (time: string): string => `As of ${time}. Open this page again to see it anew.`,
} as const;

/** What an entry of the ledger says that a person did; `undefined` when it was no decision. */
export function deedOf({ from, to, detail }: Pick<Entry, 'from' | 'to' | 'detail'>): string | undefined {
  switch (detail?.['decision']) {
    case 'approve':
      return from === to ? 'You filled a seat of' : 'You approved';
    case 'accept':
      return 'You accepted as it stands';
    case 'send_back':
      return 'You sent back';
    case 'retry':
      return 'You asked for another try of';
    case 'unlink':
      return 'You unlinked';
    default:
      return undefined;
  }
}
