import type { ChatFailure } from '../ports/chat.ts';
import { personById, personByProcore, type Person } from '../people/people.ts';
import { instant } from '../shared/dates.ts';
import type { Json } from '../shared/json.ts';
import type { Result } from '../shared/result.ts';
import { readTransfer } from '../transfers/memory.ts';
import type { Notice } from '../transfers/notice.ts';
import { later, rest, type Step } from '../transfers/step.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { copiesOf } from './copies.ts';
import { note, telling, type Talk } from './talk.ts';
import { noticeParagraphs } from './words/notice-words.ts';

type Delivery = () => Promise<Result<undefined, ChatFailure>>;

/** Tells people what a notice is about. After a crash it may be told twice, never not at all. */
export async function workNotice(talk: Talk, payload: Json): Promise<Step> {
  const notice = payload as unknown as Notice;
  const { value: transfer } = await readTransfer(talk.store, notice.transfer);
  if (transfer === undefined) return rest;
  const paragraphs = noticeParagraphs(notice, transfer, telling(talk, transfer));
  const message = note(paragraphs, { links: [{ label: 'Open in Procore', url: transfer.offer.subject.link }] });
  const deliveries =
    notice.type === 'superseded' || notice.type === 'needs_person'
      ? await underTheCard(talk, transfer, message)
      : addressees(talk, notice).flatMap((person) => privately(talk, person, message));
  for (const deliver of deliveries) {
    const done = await deliver();
    const step = done.ok ? rest : undelivered(talk, transfer, done.failure);
    if (step.then !== 'rest') return step;
  }
  return rest;
}

function undelivered(talk: Talk, transfer: Transfer, failure: ChatFailure): Step {
  switch (failure.kind) {
    case 'rate_limited':
      return { then: 'again', at: instant(talk.clock.now() + failure.retryAfterMs) };
    case 'unknown':
      return later(talk, talk.clock.now());
    case 'gone':
    case 'refused':
      talk.log.warn('notice.not_delivered', { transfer: transfer.id, reason: failure.reason });
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
    const { platform, channel, message: place, stale } = copy;
    const chat = talk.chats.get(platform);
    if (chat === undefined || place === undefined || stale) return [];
    return [() => chat.reply({ platform, channel, message: place }, message)];
  });
}

function addressees(talk: Talk, notice: Exclude<Notice, { type: 'superseded' | 'needs_person' }>): readonly Person[] {
  const people = talk.people();
  const found =
    notice.type === 'approval_unused'
      ? [personById(people, notice.to)]
      : notice.users.map((user) => personByProcore(people, user));
  return found.filter((person) => person !== undefined);
}

/** On the first platform the person has, in the order in which they are configured. */
function privately(talk: Talk, person: Person, message: ReturnType<typeof note>): readonly Delivery[] {
  for (const [platform, chat] of talk.chats) {
    const user = person[platform];
    if (user !== undefined) return [() => chat.tell(user, message)];
  }
  return [];
}
