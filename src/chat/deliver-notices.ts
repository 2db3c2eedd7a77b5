import type { ChatFailure } from '../ports/chat.ts';
import type { Enqueue } from '../ports/store.ts';
import { personById, personByProcore, type Person } from '../people/people.ts';
import { instant, type Instant } from '../shared/dates.ts';
import type { Json } from '../shared/json.ts';
import { readTransfer, stored } from '../transfers/memory.ts';
import type { Notice } from '../transfers/notice.ts';
import { later, rest, type Step } from '../transfers/step.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { copiesOf, placeOf } from './copies.ts';
import { lostCardDeliveries } from './lost-card.ts';
import { privately, type Delivery } from './privately.ts';
import { note, telling, type Talk } from './talk.ts';
import type { LostCard } from './words/lost-words.ts';
import { noticeParagraphs } from './words/notice-words.ts';

/** A notice, or the news of a card that is shown nowhere; `from` when those before were told already. */
type Payload = (Notice | { readonly lost: LostCard }) & { readonly from?: number };

/** Tells people what a notice is about. After a crash it may be told twice, never not at all. */
export async function workNotice(talk: Talk, payload: Json): Promise<Step> {
  const told = payload as unknown as Payload;
  const { from = 0 } = told;
  const deliveries = await deliveriesOf(talk, told);
  for (const [index, deliver] of deliveries.entries()) {
    if (index < from) continue;
    const done = await deliver();
    const step = done.ok ? rest : undelivered(talk, told, done.failure);
    if (step.then !== 'again') continue;
    return index > from ? goOnLater(talk, { ...told, from: index }, step.at) : step;
  }
  return rest;
}

/** Those who were told are not told again because others must wait. */
async function goOnLater(talk: Talk, left: Payload, runAt: Instant): Promise<Step> {
  const job: Enqueue = { queue: 'notice', key: talk.chance.id(), runAt, payload: stored(left) };
  const committed = await talk.store.commit({ enqueue: [job] });
  return committed.ok ? rest : { then: 'again', at: runAt };
}

async function deliveriesOf(talk: Talk, notice: Payload): Promise<readonly Delivery[]> {
  if ('lost' in notice) return lostCardDeliveries(talk, notice.lost);
  const { value: transfer } = await readTransfer(talk.store, notice.transfer);
  if (transfer === undefined) return [];
  const paragraphs = noticeParagraphs(notice, transfer, telling(talk, transfer));
  const message = note(paragraphs, { links: [{ label: 'Open in Procore', url: transfer.offer.subject.link }] });
  return isUnderTheCard(notice)
    ? underTheCard(talk, transfer, message)
    : addressees(talk, notice).flatMap((person) => privately(talk, person, message));
}

type UnderTheCard = Extract<Notice, { type: 'superseded' | 'needs_person' | 'after_posting' | 'by_hand' }>;

function isUnderTheCard(notice: Notice): notice is UnderTheCard {
  return ['superseded', 'needs_person', 'after_posting', 'by_hand'].includes(notice.type);
}

function undelivered(talk: Talk, notice: Payload, failure: ChatFailure): Step {
  switch (failure.kind) {
    case 'rate_limited':
      return { then: 'again', at: instant(talk.clock.now() + failure.retryAfterMs) };
    case 'unknown':
      return later(talk, talk.clock.now());
    case 'gone':
    case 'refused':
      talk.log.warn('notice.not_delivered', {
        ...('transfer' in notice ? { transfer: notice.transfer } : {}),
        reason: failure.reason,
      });
      return rest;
  }
}

async function underTheCard(
  talk: Talk,
  transfer: Transfer,
  message: ReturnType<typeof note>,
): Promise<readonly Delivery[]> {
  const copies = await copiesOf(talk.store, transfer.id);
  // the round before hands its places over when the card is painted; its thread is the same
  const before =
    transfer.previous?.how === 'superseded' && copies.length === 0
      ? await copiesOf(talk.store, transfer.previous.transfer)
      : [];
  return [...copies, ...before].flatMap(({ copy }) => {
    const chat = talk.chats.get(copy.platform);
    const place = placeOf(copy);
    if (chat === undefined || place === undefined || copy.stale) return [];
    return [() => chat.reply(place, message)];
  });
}

function addressees(talk: Talk, notice: Exclude<Notice, UnderTheCard>): readonly Person[] {
  const people = talk.people();
  const found =
    notice.type === 'approval_unused'
      ? [personById(people, notice.to)]
      : notice.users.map((user) => personByProcore(people, user));
  return found.filter((person) => person !== undefined);
}
