import type { Typed as TypedLine, TypedAnswer } from '../ports/conversation.ts';
import { personByChat, type Person } from '../people/people.ts';
import { tryPolicy } from '../people/policy-trial.ts';
import type { Cents } from '../shared/money.ts';
import { unreachable } from '../shared/result.ts';
import { displayText, shortened } from '../shared/text.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { parseTyped } from './command.ts';
import { readLine } from './channel-line.ts';
import { openTransfers, recordsByNumber, type KnownRecord } from './find-records.ts';
import { answerRetry, answerUnlink } from './answer-retry.ts';
import { historyParagraphs } from './record-history.ts';
import { statusParagraphs, summaryLine, whyParagraphs } from './record-status.ts';
import { showCardsOf } from './show-cards.ts';
import { note, type Talk } from './talk.ts';
import { waitingFor } from './waiting-for.ts';
import { helpParagraphs, notFound, nothingUnderWay, nothingWaits, unknownWord } from './words/answer-words.ts';
import { policyUsage, trialParagraphs } from './words/policy-words.ts';
import { strangerParagraphs } from './words/refusal-words.ts';
import { showWords } from './words/summary-words.ts';

/** Answers a typed command from what is stored, fast enough for the acknowledgement, and to the person alone. */
export async function answerTyped(talk: Talk, typed: TypedLine): Promise<TypedAnswer> {
  const person = personByChat(talk.people(), typed.actor.platform, typed.actor.user);
  const paragraphs = person === undefined ? strangerParagraphs : await paragraphsFor(talk, typed, person);
  return { note: note(paragraphs), public: false };
}

async function paragraphsFor(talk: Talk, typed: TypedLine, person: Person): Promise<readonly string[]> {
  const command = parseTyped(typed.text);
  switch (command.name) {
    case 'help':
      return helpParagraphs();
    case 'unknown':
      return unknownWord(shortened(displayText(command.word), 40), command.nearest);
    case 'policy':
      return policyTest(talk, command.amount, command.job);
    case 'queue':
      return queue(talk, person);
    case 'status':
      return status(talk, command.about);
    case 'why':
    case 'history':
    case 'retry':
    case 'unlink': {
      const records = await recordsByNumber(talk, command.number);
      if (records.length === 0) return notFound(shortened(displayText(command.number), 60));
      if (command.name === 'retry') return answerRetry(talk, records, person, typed);
      if (command.name === 'unlink') return answerUnlink(talk, records, person, typed);
      if (command.name === 'why') return (await Promise.all(records.map((record) => why(talk, record)))).flat();
      return (await Promise.all(records.map((record) => historyParagraphs(talk, record)))).flat();
    }
    default:
      return unreachable(command);
  }
}

/** Whoever asks about a record gets its card too, where it waited behind a summary or never came. */
async function why(talk: Talk, record: KnownRecord): Promise<readonly string[]> {
  const channels = record.transfer === undefined ? [] : await showCardsOf(talk, record.transfer);
  return [...whyParagraphs(talk, record), ...(channels.length === 0 ? [] : [showWords.comesTo(channels)])];
}

function policyTest(talk: Talk, amount: Cents | undefined, job: string): readonly string[] {
  if (amount === undefined) return policyUsage;
  const question = { kinds: [...talk.flows.keys()], job, amount };
  return trialParagraphs(tryPolicy(talk.policy(), talk.people(), question), amount, job);
}

/** How many records a list shows. */
const listed = 15;

async function queue(talk: Talk, person: Person): Promise<readonly string[]> {
  const waiting = await waitingFor(talk, person);
  if (waiting.length === 0) return nothingWaits;
  const lines = await Promise.all(talk.channels().map((channel) => readLine(talk.store, channel)));
  return [
    `${waiting.length === 1 ? 'One record waits' : `${waiting.length} records wait`} for you:`,
    ...list(waiting),
    ...(lines.some(({ line }) => line.waiting > 0) ? [showWords.someWait] : []),
  ];
}

async function status(talk: Talk, about: string): Promise<readonly string[]> {
  const open = await openTransfers(talk);
  if (about === '') return open.length === 0 ? nothingUnderWay : [`${open.length} under way:`, ...list(open)];
  const records = await recordsByNumber(talk, about);
  if (records.length > 0) return records.flatMap((record) => statusParagraphs(talk, record));
  const wanted = displayText(about).toLowerCase();
  const touching = open.filter(({ offer: { subject } }) => {
    const names = [subject.jobNumber, subject.jobName, ...(subject.private ? [] : [subject.counterparty])];
    return names.some((name) => name.toLowerCase().includes(wanted));
  });
  return touching.length === 0
    ? notFound(shortened(displayText(about), 60))
    : [`${touching.length} under way:`, ...list(touching)];
}

function list(transfers: readonly Transfer[]): readonly string[] {
  const more = transfers.length - listed;
  return [...transfers.slice(0, listed).map(summaryLine), ...(more > 0 ? [`and ${more} more`] : [])];
}
