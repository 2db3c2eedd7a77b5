import type { Transfer } from '../../transfers/transfer.ts';
import { typedCommands } from '../command.ts';
import { stateLabels } from './terms.ts';

export const lookingAgain = ['Looking again in Procore and in Sage. The card says what comes of it.'] as const;

export const commandMeanings: { readonly [W in (typeof typedCommands)[number]['word']]: string } = {
  help: 'this list',
  queue: 'what waits for you; a bare /sage shows the same',
  status: 'where a record stands; without a word, everything that is under way',
  why: 'what stands in the way of a record, and what to do about it',
  history: 'who decided what about a record, and when',
  policy: 'who would have to approve an amount, and why',
  unlink: 'end the link of a record that is void in Sage, so that it can be offered anew',
  retry: 'try a refused record again, or ask for one that was sent back',
};

export function helpParagraphs(): readonly string[] {
  return [
    'Type /sage and one of these:',
    ...typedCommands.map(({ word, usage }) => `/sage ${usage}: ${commandMeanings[word]}`),
  ];
}

export function unknownWord(word: string, nearest: string | undefined): readonly string[] {
  const guess = nearest === undefined ? '' : ` Did you mean /sage ${nearest}?`;
  return [`"${word}" is not a command.${guess}`, 'Type /sage help for the list.'];
}

export function notFound(about: string): readonly string[] {
  return [
    `Nothing is known of "${about}".`,
    'The bot knows records of live jobs once they were approved in Procore. Check the number, or wait for the next look at Procore.',
  ];
}

export const nothingWaits = [
  'Nothing waits for you.',
  'Type /sage status to see everything that is under way.',
] as const;
export const nothingUnderWay = [
  'Nothing is under way: every record that was approved is in Sage or was ended.',
] as const;

/** Why a record is not offered at all. */
export function restingSentence(why: string, detail: string): string {
  switch (why) {
    case 'status':
      return `It is "${detail}" in Procore, and only approved records go to Sage. Nothing is to do here until it is approved there.`;
    case 'not_live':
      return `Its job (${detail}) is not live with the bot, so nothing of it is offered or written. An administrator makes a job live in the configuration.`;
    case 'erp_integrated':
      return `Procore's own accounting connector runs on its project (${detail}), so the bot writes nothing here.`;
    default:
      return `It is linked to a Sage record already (${detail}), so there is nothing to send.`;
  }
}

export const askedAgain = ['Asked again. The record is being looked at, and a new card comes if it is ready.'] as const;
export const retryNotPossible = (label: string): readonly string[] => [
  `Nothing was done. The record is "${label}", and there is nothing to retry.`,
  'Type /sage why with its number to see what it waits for.',
];

export const unlinked = [
  'The link is ended. The record is looked at anew, and gets a new card if it is approved in Procore.',
] as const;
export const nothingToUnlink = (transfer: Transfer | undefined): readonly string[] => [
  `Nothing was unlinked. The record is "${transfer === undefined ? 'not offered' : stateLabels[transfer.state]}", so it has no link that could end.`,
  'Type /sage why with its number to see where it stands.',
];
