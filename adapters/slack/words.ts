import type { Note } from '../../src/ports/card.ts';

/** What a person is told when a request goes no further than the Slack adapter. */
export const refusals = {
  notIdentified: said(
    'Nothing was done. Slack has not confirmed yet which workspace this bot belongs to.',
    'Try again in a minute. If it stays like this, the administrator should look at the bot token.',
  ),
  otherWorkspace: said(
    'You are not authorised to do this, and nothing was done. Countersign answers only people of the workspace it is installed in.',
    'Ask somebody of that workspace to do it.',
  ),
  guest: said(
    'You are not authorised to do this, and nothing was done. Guests of this workspace cannot use Countersign.',
    'Ask a full member of the workspace to do it.',
  ),
  oldButton: said(
    'This button is from an older version of the card, and nothing was done.',
    'Type /sage status <number> to see where the record stands now.',
  ),
  oldForm: said(
    'This form is from an older version of Countersign, and nothing was done.',
    'Type /sage status <number> to see where the record stands now.',
  ),
  formNotOpened: said('Slack did not open the form, and nothing was done.', 'Press the button again.'),
  otherShortcut: said(
    'Countersign does not know this shortcut, and nothing was done.',
    'Type /sage help to see what it can do.',
  ),
  otherCommand: said('Countersign does not know this command.', 'Type /sage help to see what it can do.'),
  failed: said(
    'Something went wrong here, and we do not know whether your request was recorded.',
    'Look at the card, or type /sage status <number>, before you try again.',
  ),
} as const;

function said(text: string, next: string): Note {
  return { text: `${text} ${next}`, paragraphs: [text, next] };
}
