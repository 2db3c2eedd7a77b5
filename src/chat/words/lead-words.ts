import type { People } from '../../people/people.ts';
import { personById } from '../../people/people.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { Problem } from '../../ports/sage.ts';
import type { Held, SentBack, Transfer, Unstamped, Waiting, Withdrawn } from '../../transfers/transfer.ts';
import { clockTime, when } from '../when.ts';
import { chosenParagraphs } from './input-words.ts';
import { afterPosting, doneByHand, leftToDo } from './afterwards-words.ts';
import { oneOf, fieldLabels, kindNames, platformNames, backTo } from './terms.ts';

export interface Telling {
  readonly people: People;
  readonly timeZone: string;
  /** Roles that still have an open seat. */
  readonly openRoles: readonly string[];
}

export function nameOf(people: People, id: PersonId): string {
  return personById(people, id)?.name ?? id;
}

/** What happened, what it means, what to do: one paragraph each, for the state a transfer is in; and what people chose. */
export function leadParagraphs(transfer: Transfer, telling: Telling): readonly string[] {
  return [...stateParagraphs(transfer, telling), ...chosenParagraphs(transfer, telling)];
}

function stateParagraphs(transfer: Transfer, telling: Telling): readonly string[] {
  const { people, timeZone } = telling;
  const kind = kindNames[transfer.kind];
  const number = transfer.offer.subject.number;
  switch (transfer.state) {
    case 'blocked':
      return [
        `Not sent. This ${kind} is approved in Procore, but it cannot go to Sage as it is. What stands in the way is listed below; the card continues by itself when it is put right.`,
      ];
    case 'awaiting':
      return [
        `Approved in Procore and checked against Sage. Nothing is written yet.`,
        awaitingSentence(telling.openRoles, transfer.approvals.length > 0),
      ];
    case 'approved':
      return transfer.waiting === undefined
        ? ['Every seat is filled. It is read once more in both systems and then written; nothing is left to do.']
        : [`Approved, and not sent yet. ${waitingSentence(transfer.waiting)}`];
    case 'sending':
      return ['It is being written into Sage. Do not enter it by hand.'];
    case 'unconfirmed':
      return [
        `We do not know yet. Sage got the ${kind} but did not answer.`,
        `Do not enter it by hand and do not approve it elsewhere. The bot is looking for it and will report here by ${clockTime(transfer.reportBy, timeZone)}.`,
      ];
    case 'held':
      return heldParagraphs(transfer, telling);
    case 'refused':
      return [
        `Sage said no and wrote nothing. ${transfer.problems.map((problem) => problemSentence(problem, transfer.offer.subject.private)).join(' ')}`,
        'Put it right in Procore or in Sage, then press Retry; the approvals stand as long as the record does not change.',
      ];
    case 'posted':
      return [
        `It stands in Sage as ${transfer.receipt.number} and was read back. ${transfer.waiting === undefined ? 'Procore is being marked now.' : waitingSentence(transfer.waiting)}`,
      ];
    case 'synced': {
      const afterwards = afterPosting(transfer);
      if (afterwards.length > 0) return afterwards;
      return [
        `It stands in Sage as ${transfer.receipt.number}, was read back field by field${adoptedWords[transfer.receipt.adopted]}, and ${
          transfer.stamp.kind === 'stamped'
            ? transfer.offer.byHand === undefined
              ? 'Procore is marked. Nothing is left to do.'
              : 'Procore is marked.'
            : unstampedSentence(transfer.stamp.reason)
        }`,
        ...leftToDo(transfer),
      ];
    }
    case 'sent_back':
      return [
        `${nameOf(people, transfer.by)} sent it back in ${platformNames[transfer.platform]} on ${when(transfer.changedAt, timeZone)}: ${transfer.reason}`,
        `Nothing was written into Sage. ${sentBackWords(transfer)} A corrected ${kind} gets a new card.`,
      ];
    case 'superseded':
      return [
        `${number} changed in Procore, so this version ended. Nothing of it was written into Sage; its next version has taken this place.`,
      ];
    case 'withdrawn':
      return [withdrawnWords[transfer.why]];
    case 'done_by_hand':
      return doneByHand(transfer, people);
    case 'unlinked':
      return [
        `${nameOf(people, transfer.by)} confirmed that ${transfer.receipt.number} is void or gone in Sage. The link has ended; the ${kind} may be offered again as a new round.`,
      ];
  }
}

function awaitingSentence(openRoles: readonly string[], someAgreed: boolean): string {
  if (openRoles.length > 0) return `It goes to Sage when ${oneOf(openRoles)} approves.`;
  return someAgreed
    ? 'Everybody who is needed has agreed. Press Approve once more, and it goes to Sage.'
    : 'The policy lets nobody approve this. An administrator must add a rule for it.';
}

/** `hidden` keeps Sage's own words, which can name amounts and the vendor, out of a channel. */
export function problemSentence({ code, field, message }: Problem, hidden: boolean): string {
  const sentence = hidden ? 'What it says is private.' : /[.!?]$/.test(message) ? message : `${message}.`;
  return field === ''
    ? `${sentence} (Sage ${code})`
    : `${sentence} (${(fieldLabels[field] ?? field).toLowerCase()}, Sage ${code})`;
}

export function waitingSentence(waiting: Waiting): string {
  switch (waiting.for) {
    case 'procore':
      return 'Procore cannot be reached at the moment. The bot keeps trying and goes on by itself.';
    case 'sage':
      return 'Sage cannot be reached or is busy at the moment. The bot keeps trying and goes on by itself; do not enter it by hand.';
    case 'administrator':
      return 'Access is refused, so an administrator must look at the connection. The bot goes on by itself after that.';
  }
}

function heldParagraphs(transfer: Held, { openRoles }: Telling): readonly string[] {
  const stands = transfer.found === undefined ? '' : ` as ${transfer.found.number}`;
  if (transfer.agreedAt !== undefined) {
    return [
      `It IS in Sage${stands}, and everybody who is needed has accepted it as it stands. Sage is read once more; if it still stands there like that, it counts. Nothing is left to do.`,
    ];
  }
  switch (transfer.why) {
    case 'differs':
      return [
        `It IS in Sage${stands} and must not be entered again, but Sage stored something else than was approved. The differences are listed below. Procore is not marked.`,
        `Correct it in Sage and press Check again, or let ${oneOf(openRoles)} accept it as it stands. If it is wrong altogether, void it in Sage and press Check again.`,
      ];
    case 'found_other':
      return [
        `Nothing was written. Sage already has a record${stands} under this number that the bot did not put there, and it is not the same.`,
        `Compare the two. Correct the number in Sage or accept the record as this one; then press Check again.`,
      ];
    case 'several':
      return [
        `Nothing more was written. Sage has several records that could be this one. Void or renumber those that are not, then press Check again.`,
      ];
    case 'untold':
      return [
        `Nobody can tell yet whether it is in Sage: the bridge has no answer and nothing is found under its number.`,
        `Look in Sage before anything is entered by hand, then press Check again.`,
      ];
    case 'voided':
      return [
        `It was in Sage${stands} and is void or gone there now. Press Unlink to end this round; the contract can then be offered again.`,
      ];
  }
}

const adoptedWords = {
  no: '',
  by_key: ' (found by its operation key after the answer was lost)',
  by_number: ' (found under its number after the answer was lost)',
  by_person: ' (accepted as it stands)',
} as const;

function sentBackWords({ to, kind }: SentBack): string {
  if (to === 'project_manager') return 'The author was told; the record in Procore is as it was.';
  return `It is set back${backTo(kind)} in Procore so that it can be edited.`;
}

const withdrawnWords: { readonly [W in Withdrawn['why']]: string } = {
  gone: 'It was deleted in Procore. Nothing was written into Sage; nothing is left to do.',
  not_ready:
    'It is no longer approved in Procore. Nothing was written into Sage; it comes back when it is approved again.',
  linked_elsewhere:
    'It was linked to a Sage record outside the bot. Nothing was written from here; nothing is left to do.',
  not_live: 'Its job is not live with the bot any more. Nothing was written into Sage.',
};

function unstampedSentence(reason: Unstamped): string {
  switch (reason.kind) {
    case 'foreign':
      return `Procore was left as it is, because it already carries another mark (${reason.originId}). Sage is right; an administrator should look at the mark.`;
    case 'gone':
      return 'the record is not in Procore any more, so it could not be marked. Sage is right; decide whether it should be voided there.';
    case 'no_place':
      return 'Procore has no place for a mark on it, so it carries none. Sage is right; nothing is left to do.';
    case 'refused':
      return `Procore refused the mark: ${reason.message} Sage is right; nothing is posted twice.`;
  }
}
