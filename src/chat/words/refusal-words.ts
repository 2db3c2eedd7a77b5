import type { People } from '../../people/people.ts';
import type { ActFailure } from '../../transfers/act.ts';
import type { Transfer } from '../../transfers/transfer.ts';
import { when } from '../when.ts';
import { checkSentence } from './check-words.ts';
import { inputLabels } from './input-words.ts';
import { nameOf } from './lead-words.ts';
import { either, kindNames, platformNames, stateLabels } from './terms.ts';

interface Asked {
  readonly people: People;
  readonly timeZone: string;
}

/** Why nothing was decided, told to the one who pressed. */
export function refusalParagraphs(failure: ActFailure, { people, timeZone }: Asked): readonly string[] {
  switch (failure.kind) {
    case 'no_right':
      return [
        `You are not authorised to do this, and nothing was recorded. Only ${either(failure.roles)} may do this here.`,
        'If that should be you, ask an administrator to change your role in the configuration.',
      ];
    case 'nobody_may':
      return [
        'Nothing was recorded. The policy names nobody who may approve this.',
        'Ask an administrator to add a rule for this kind, job and amount.',
      ];
    case 'author_unknown':
      return [
        'Nothing was recorded. Procore did not say who changed this record last, and the policy lets nobody approve it then.',
        'Ask an administrator, or have the author save the record once more in Procore.',
      ];
    case 'author':
      return ['Nothing was recorded. You created or changed this record in Procore, so somebody else must approve it.'];
    case 'has_seat':
      return [
        'You have agreed to this already; one person counts once, in Slack and Teams together.',
        'It goes on when somebody else has filled the open seat.',
      ];
    case 'no_seat_left':
      return [
        `Nothing was recorded. The seat your role could fill is taken; ${either(failure.roles)} is still needed.`,
      ];
    case 'already':
      return [alreadySentence(failure.transfer, { people, timeZone })];
    case 'stale':
      return [
        'Your press was not used. What stood on that card is not what stands there now.',
        'Nothing was sent; please review the card as it is now.',
      ];
    case 'untick':
      return [
        'Nothing was recorded yet. Please tick what you accept, then press Approve again:',
        ...failure.missing.map((check) => checkSentence(check, failure.of, false)),
      ];
    case 'stands_in_sage':
      return [
        `Nothing was unlinked. As far as it was seen, ${failure.transfer.offer.subject.number} still stands in Sage.`,
        'Void or delete it there first. Sage is looked at again now; when it is void there, its card shows Unlink.',
      ];
    case 'built_upon':
      return [
        `Nothing was unlinked. In Sage ${failure.by.map(({ kind, offer }) => `${kindNames[kind]} ${offer.subject.number}`).join(', ')} still stands on ${failure.transfer.offer.subject.number}.`,
        'Void and unlink what builds on it first, the last one first.',
      ];
    case 'does_not_fit':
      return [
        failure.input.answer.type === 'text'
          ? `Nothing was changed. The ${inputLabels[failure.input.name]} may have ${failure.input.answer.limit} characters at most; nothing is cut.`
          : `Nothing was changed. That ${inputLabels[failure.input.name]} cannot be chosen any more.`,
        'Open the form on the card again to see what can be chosen.',
      ];
    case 'nothing_chosen':
      return ['Nothing was changed: what you chose is what stands there already.'];
    case 'unknown':
      return [
        'Nothing was done. The bot does not know this card any more.',
        'Type /sage status with the number to see where the record stands.',
      ];
    case 'replayed':
      return ['This request was answered before. Nothing was done again.'];
    case 'not_recorded':
      return [
        'Not recorded. The bot could not write your decision to its disk, so nothing was decided and nothing was sent.',
        'Please try again in a minute; an administrator has been alerted in the log.',
      ];
  }
}

/** What has happened instead: what, by whom, when. */
export function alreadySentence(transfer: Transfer, { people, timeZone }: Asked): string {
  const name = `${kindNames[transfer.kind]} ${transfer.offer.subject.number}`;
  if (transfer.state === 'sent_back') {
    return `Already decided: ${nameOf(people, transfer.by)} sent ${name} back in ${platformNames[transfer.platform]} on ${when(transfer.changedAt, timeZone)}. Your press changed nothing.`;
  }
  const accepted =
    transfer.state === 'held' && transfer.agreedAt !== undefined ? transfer.acceptances.at(-1) : undefined;
  if (accepted !== undefined) {
    return `Already decided: ${nameOf(people, accepted.person)} accepted ${name} as it stands in ${platformNames[accepted.platform]} on ${when(accepted.at, timeZone)}. Your press changed nothing.`;
  }
  const last = 'approvals' in transfer ? transfer.approvals.at(-1) : undefined;
  const by =
    last === undefined
      ? ''
      : ` ${nameOf(people, last.person)} approved it in ${platformNames[last.platform]} on ${when(last.at, timeZone)}.`;
  return `Already decided:${by} The ${name} is now "${stateLabels[transfer.state]}". Your press changed nothing.`;
}

export const strangerParagraphs = [
  'You are not authorised to do this, and nothing was done. The bot does not know you, so you have no rights here.',
  'Ask an administrator to add your chat identity to the people in the configuration.',
] as const;

export const oldButtonParagraphs = [
  'Nothing was done. This button comes from an older version of the bot.',
  'Type /sage status with the number of the record to get to its present card.',
] as const;

export const outcomeUnknown = [
  'We do not know whether your decision was recorded, because the bot lost its disk or database in that moment.',
  'The card will tell when the bot is back. Do not enter the record by hand; an administrator has been alerted in the log.',
] as const;
