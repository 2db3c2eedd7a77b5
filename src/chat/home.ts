import { personByChat, type Person } from '../people/people.ts';
import type { Platform } from '../ports/chat.ts';
import type { Actor } from '../ports/conversation.ts';
import type { Home, HomeItem, HomeLink } from '../ports/home.ts';
import type { Entry } from '../ports/store.ts';
import { seatsOf } from '../transfers/decide.ts';
import { readTransfer } from '../transfers/memory.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { copiesOf } from './copies.ts';
import { lastDecisions } from './last-decisions.ts';
import { timeZoneOf, type Talk } from './talk.ts';
import { usd } from './usd.ts';
import { agreedBy, waitingFor, waitingSince } from './waiting-for.ts';
import { when } from './when.ts';
import { deedOf, homeWords } from './words/home-words.ts';
import { capitalised, kindNames, stateLabels } from './words/terms.ts';

/** How many records and how many decisions a page lists. */
const mostListed = 25;
const mostDecisions = 5;

/** What one person finds on his own page: what waits for him, and what he did last. From what is stored alone. */
export async function personalHome(talk: Talk, actor: Actor): Promise<Home> {
  const person = personByChat(talk.people(), actor.platform, actor.user);
  const [site] = talk.sites();
  const asOf = homeWords.asOf(when(talk.clock.now(), site?.company.timeZone ?? 'UTC'));
  const { title } = homeWords;
  if (person === undefined) return { title, lead: homeWords.stranger, lists: [], asOf };

  const [waiting, decisions] = await Promise.all([
    waitingFor(talk, person),
    lastDecisions(talk, person, mostDecisions),
  ]);
  const queue = await Promise.all(waiting.slice(0, mostListed).map((transfer) => waitingItem(talk, transfer, actor)));
  const done = await Promise.all(decisions.map((entry) => decisionItem(talk, entry, actor)));
  const hidden = waiting.length - queue.length;
  return {
    title,
    lead: leadFor(talk, person, waiting.length),
    lists: [
      { heading: undefined, items: queue, more: hidden > 0 ? homeWords.more(hidden) : undefined },
      { heading: homeWords.last, items: done.filter((item) => item !== undefined), more: undefined },
    ].filter(({ items }) => items.length > 0),
    asOf,
  };
}

function leadFor(talk: Talk, person: Person, count: number): readonly string[] {
  if (count > 0) return homeWords.waits(count);
  const seats = talk.policy().rules.flatMap(({ bands }) => bands.flatMap((band) => band.seats));
  return seats.some(({ roles }) => roles.includes(person.role)) ? homeWords.nothing : homeWords.noSeat(person.role);
}

async function waitingItem(talk: Talk, transfer: Transfer, { platform }: Actor): Promise<HomeItem> {
  const seats = seatsOf(talk.policy(), transfer);
  const filled = agreedBy(transfer)?.length ?? 0;
  const { jobNumber, jobName } = transfer.offer.subject;
  const time = when(waitingSince(transfer), timeZoneOf(talk, transfer.company));
  const link = await linkTo(talk, transfer, platform);
  return {
    title: recordLine(transfer),
    lines: [
      [
        transfer.state === 'awaiting'
          ? homeWords.since(time)
          : homeWords.wantedSince(stateLabels[transfer.state], time),
        `Job ${jobNumber} ${jobName}`.trim(),
        ...(seats.ok && seats.value.length > 1 ? [homeWords.seats(filled, seats.value.length)] : []),
      ].join(' · '),
      ...(link === undefined ? [homeWords.noCard] : []),
    ],
    link,
  };
}

async function decisionItem(talk: Talk, entry: Entry, { platform }: Actor): Promise<HomeItem | undefined> {
  const { value: transfer } = await readTransfer(talk.store, entry.transfer);
  const deed = deedOf(entry);
  if (transfer === undefined || deed === undefined) return undefined;
  return {
    title: `${deed} ${recordLine(transfer).replace(/^./, (first) => first.toLowerCase())}`,
    lines: [
      `${when(entry.at, timeZoneOf(talk, transfer.company))} · ${homeWords.nowStands(stateLabels[transfer.state])}`,
    ],
    link: await linkTo(talk, transfer, platform),
  };
}

/** A private record shows neither amount nor counterparty, as in every list. */
function recordLine({ kind, offer: { subject } }: Transfer): string {
  const name = `${capitalised(kindNames[kind])} ${subject.number}`;
  return subject.private ? `${name}, private` : `${name}, ${subject.counterparty}, ${usd(subject.amount)}`;
}

async function linkTo(talk: Talk, transfer: Transfer, platform: Platform): Promise<HomeLink | undefined> {
  const copies = await copiesOf(talk.store, transfer.id);
  const url = copies.find(({ copy }) => copy.platform === platform && !copy.stale && copy.permalink !== undefined)?.copy
    .permalink;
  if (url === undefined) return undefined;
  const accessibilityLabel = `${homeWords.openCard}: ${kindNames[transfer.kind]} ${transfer.offer.subject.number}`;
  return { label: homeWords.openCard, accessibilityLabel, url };
}
