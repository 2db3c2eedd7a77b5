import type { Transfer } from '../transfers/transfer.ts';
import type { KnownRecord } from './find-records.ts';
import { differenceSentence } from './difference-rows.ts';
import { telling, timeZoneOf, type Talk } from './talk.ts';
import { usd } from './usd.ts';
import { when } from './when.ts';
import { restingSentence } from './words/answer-words.ts';
import { checkSentence } from './words/check-words.ts';
import { leadParagraphs } from './words/lead-words.ts';
import { capitalised, kindNames, stateLabels } from './words/terms.ts';

/** One line of a list. A private record shows neither amount nor counterparty. */
export function summaryLine(transfer: Transfer): string {
  const { subject } = transfer.offer;
  const who = subject.private ? 'private' : `${subject.counterparty}, ${usd(subject.amount)}`;
  return `${stateLabels[transfer.state]}: ${kindNames[transfer.kind]} ${subject.number}, ${who}, job ${subject.jobNumber}`;
}

/** Where a record stands. */
export function statusParagraphs(talk: Talk, { memory, transfer }: KnownRecord): readonly string[] {
  const name = `${capitalised(kindNames[memory.kind])} ${memory.number}`;
  if (transfer === undefined) return [`${name} is not offered.`, ...resting({ memory, transfer })];
  const since = when(transfer.changedAt, timeZoneOf(talk, memory.company));
  return [
    `${summaryLine(transfer)} (round ${transfer.round}, since ${since})`,
    ...leadParagraphs(transfer, telling(talk, transfer)),
    ...changedSince(transfer),
  ];
}

/** What Procore says otherwise than what was posted, line by line. */
function changedSince({ state, offer, ...rest }: Transfer): readonly string[] {
  const drift = state === 'synced' && 'drift' in rest ? rest.drift : undefined;
  const what = differenceSentence(drift?.differences ?? [], offer.subject.private, offer.table);
  return what === '' ? [] : [`${what}.`];
}

/** What stands in the way, and what to do. */
export function whyParagraphs(talk: Talk, record: KnownRecord): readonly string[] {
  const { memory, transfer } = record;
  const name = `${capitalised(kindNames[memory.kind])} ${memory.number}`;
  if (transfer === undefined) return [`${name} is not offered.`, ...resting(record)];
  const open = transfer.state === 'blocked' || transfer.state === 'awaiting';
  const checks = open
    ? transfer.offer.checks.map((check) => checkSentence(check, transfer.kind, transfer.offer.subject.private))
    : [];
  return [
    `${name} is "${stateLabels[transfer.state]}".`,
    ...leadParagraphs(transfer, telling(talk, transfer)),
    ...changedSince(transfer),
    ...checks,
  ];
}

function resting({ memory }: KnownRecord): readonly string[] {
  return memory.resting === undefined ? [] : [restingSentence(memory.resting.why, memory.resting.detail)];
}
