import { personByProcore, type People } from '../../people/people.ts';
import type { Notice } from '../../transfers/notice.ts';
import type { Transfer } from '../../transfers/transfer.ts';
import { differenceSentence } from '../difference-rows.ts';
import { leadParagraphs, nameOf, type Telling } from './lead-words.ts';
import { capitalised, kindNames } from './terms.ts';
import { checkSentence } from './check-words.ts';
import { inputLabels } from './input-words.ts';

/** What people are told about a transfer besides its card. */
export function noticeParagraphs(notice: Notice, transfer: Transfer, telling: Telling): readonly string[] {
  const name = `${kindNames[transfer.kind]} ${transfer.offer.subject.number}`;
  switch (notice.type) {
    case 'approval_unused':
      return unusedParagraphs(notice, transfer, name, telling.people);
    case 'superseded':
      return supersededParagraphs(transfer, telling.people, name);
    case 'after_posting':
      return afterPostingParagraphs(transfer, telling, name);
    case 'by_hand':
    case 'sent_back':
    case 'needs_person':
    case 'arrived':
      return [`About ${name}:`, ...leadParagraphs(transfer, telling)];
  }
}

/** What changed since it was posted, or that it is as it was again. */
function afterPostingParagraphs(transfer: Transfer, telling: Telling, name: string): readonly string[] {
  if (transfer.state !== 'synced' || transfer.drift === undefined)
    return [`${capitalised(name)} is as it was posted again. What waited for it goes on by itself.`];
  const { subject, table } = transfer.offer;
  const what = differenceSentence(transfer.drift.differences, subject.private, table);
  return [`About ${name}:`, ...leadParagraphs(transfer, telling), ...(what === '' ? [] : [`${what}.`])];
}

function unusedParagraphs(
  notice: Extract<Notice, { type: 'approval_unused' }>,
  transfer: Transfer,
  name: string,
  people: People,
): readonly string[] {
  const { subject, table, checks } = transfer.offer;
  const start = 'Your approval was not used.';
  switch (notice.why) {
    case 'changed': {
      const what = differenceSentence(notice.differences, subject.private, table);
      return [
        `${start} ${editorName(transfer, people)} changed ${name} in Procore after the card was posted${what === '' ? '.' : `: ${what}.`}`,
        'Nothing was sent; please review the new card.',
      ];
    }
    case 'chosen':
      return [
        `${start} The posting period or the number of ${name} was changed here after you agreed.`,
        'Nothing was sent; please review the card as it is now.',
      ];
    case 'new_warning':
      return [
        `${start} Something about ${name} came up that was not on the card when you approved.`,
        ...checks.map((check) => checkSentence(check, transfer.kind)),
        'Nothing was sent; please review the card.',
      ];
    case 'blocked':
      return [
        `${start} ${capitalised(name)} cannot go to Sage as it is now.`,
        ...checks.map((check) => checkSentence(check, transfer.kind)),
        'Nothing was sent. The card continues when this is put right, and then needs approval again.',
      ];
    case 'changed_in_sage':
      return [
        `${start} What stands in Sage for ${name} is not what you accepted any more.`,
        'Nothing was written; please review the card as it is now.',
      ];
    case 'withdrawn':
      return [
        `${start} ${capitalised(name)} is no longer approved in Procore, or was deleted there.`,
        'Nothing was sent, and nothing is left to do.',
      ];
  }
}

function supersededParagraphs(transfer: Transfer, people: People, name: string): readonly string[] {
  const { previous, offer } = transfer;
  const what = differenceSentence(previous?.differences ?? [], offer.subject.private, offer.table);
  const approved = (previous?.approvedBy ?? []).map((person) => nameOf(people, person));
  const chosen = previous?.chosen ?? [];
  const who = [...new Set(chosen.map(({ by }) => nameOf(people, by)))].join(' and ');
  const labels = chosen.map(({ name: input }) => `another ${inputLabels[input]}`).join(' and ');
  return [
    chosen.length === 0
      ? `${editorName(transfer, people)} changed ${name} in Procore${what === '' ? '.' : `: ${what}.`}`
      : `${who} chose ${labels} for ${name}${what === '' ? '.' : `: ${what}.`}`,
    approved.length === 0
      ? 'Nobody had approved the version before. The card above shows the new one.'
      : `${approved.join(' and ')} had approved the version before; that approval does not count for this one.`,
  ];
}

function editorName(transfer: Transfer, people: People): string {
  const { lastEditor } = transfer.offer.authors;
  return (lastEditor === undefined ? undefined : personByProcore(people, lastEditor)?.name) ?? 'Someone';
}
