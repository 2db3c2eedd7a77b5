import type { Note } from '../../src/ports/card.ts';

/** What Teams alone asks for in the card itself. */
export const words = {
  accept: 'I accept this',
  fieldMissing: 'Please fill this in.',
};

/** What is answered to a press that was taken; what comes of it shows on the card. */
export const taken = 'Recorded. The card changes in a moment.';

/** Teams shows a press its answer; nothing more needs to be said of one that was taken before. */
export const elsewhere = {
  answered: said('I have answered you in your personal chat, because what is asked here is for you alone.'),
  notReached: said(
    'Your answer is for you alone, and I could not reach you in a personal chat.',
    'Open a chat with Countersign, or add the app for yourself, and ask there.',
  ),
} as const;

/** What a person is told when a request goes no further than the Teams adapter. */
export const refusals = {
  otherTenant: said(
    'You are not authorised to do this, and nothing was done. Countersign answers only people of the organisation it is installed in.',
    'Ask somebody of that organisation to do it.',
  ),
  guest: said(
    'You are not authorised to do this, and nothing was done. Guests of this organisation cannot use Countersign.',
    'Ask a full member of the organisation to do it.',
  ),
  nobody: said(
    'Nothing was done, because Teams did not say who you are.',
    'Sign in to Teams with your work account and try again.',
  ),
  oldButton: said(
    'This button is from an older version of the card, and nothing was done.',
    'Ask for "status <number>" to see where the record stands now.',
  ),
  failed: said(
    'Something went wrong here, and we do not know whether your request was recorded.',
    'Look at the card, or ask for "status <number>", before you try again.',
  ),
} as const;

function said(...paragraphs: readonly string[]): Note {
  return { text: paragraphs.join(' '), paragraphs };
}
