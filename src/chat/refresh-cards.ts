import type { Card } from '../ports/card.ts';
import type { Chat, ChatFailure } from '../ports/chat.ts';
import { instant } from '../shared/dates.ts';
import type { TransferId } from '../shared/ids.ts';
import { transferId } from '../shared/ids.ts';
import type { Json } from '../shared/json.ts';
import { readTransfer } from '../transfers/memory.ts';
import { later, rest, type Step } from '../transfers/step.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { isOpen } from '../transfers/transitions.ts';
import { readLine, summaryJob } from './channel-line.ts';
import { copiesOf, copyById, copyPut, paintJob, placeOf, type Copy, type StoredCopy } from './copies.ts';
import { tellOfLostCard } from './lost-card.ts';
import { paintSummary, type SummaryPlace } from './paint-summary.ts';
import { placeCards } from './place-cards.ts';
import { leaveLine } from './show-cards.ts';
import { cardContext, type Talk } from './talk.ts';
import { transferCard } from './transfer-card.ts';
import { staleCardParagraphs } from './words/card-words.ts';

interface PaintPayload {
  readonly copy?: string;
  readonly transfer?: string;
  readonly force?: boolean;
  readonly line?: SummaryPlace;
  readonly asked?: boolean;
}

/** Makes what is shown equal to what is stored; the newest state wins, whatever was missed in between. */
export async function workPaint(talk: Talk, payload: Json): Promise<Step> {
  const { copy, transfer, line, force, asked } = payload as unknown as PaintPayload;
  if (line !== undefined) return paintSummary(talk, line, asked === true);
  if (copy !== undefined) return paintCopy(talk, copy, force === true);
  return transfer === undefined ? rest : spread(talk, transferId(transfer), force === true);
}

/** Finds or makes the copies of a card. */
async function spread(talk: Talk, id: TransferId, force: boolean): Promise<Step> {
  const { value: transfer } = await readTransfer(talk.store, id);
  if (transfer === undefined) return rest;
  const standing = await copiesOf(talk.store, id);
  if (standing.length === 0) return placeCards(talk, transfer, force);
  const now = talk.clock.now();
  const committed = await talk.store.commit({
    enqueue: standing.map(({ copy }) => paintJob({ copy: copy.id }, now, force)),
  });
  return committed.ok ? rest : later(talk, now);
}

async function paintCopy(talk: Talk, id: string, force: boolean): Promise<Step> {
  const found = await copyById(talk.store, id);
  const chat = found === undefined ? undefined : talk.chats.get(found.copy.platform);
  if (found === undefined || chat === undefined) return rest;
  const { value: transfer } = await readTransfer(talk.store, found.copy.transfer);
  if (transfer === undefined) return rest;
  const { copy } = found;
  if (copy.givenUp === true) return rest;
  if (copy.inLine !== undefined) return standInLine(talk, found, transfer);
  if (copy.message !== undefined && copy.shown === transfer.revision && !force) return rest;

  const card = transferCard(transfer, cardContext(talk, transfer));
  const place = placeOf(copy);
  if (place === undefined) return post(talk, chat, found, card, transfer);
  const updated = await chat.update(place, copy.stale ? outOfDate(card) : card);
  if (updated.ok) return keep(talk, found, { ...copy, shown: transfer.revision });
  if (updated.failure.kind === 'gone' && updated.failure.what === 'message') {
    // a deleted twin is where it should be
    if (copy.stale) return rest;
    // a card that somebody deleted is posted once more
    if (copy.posting === 1) {
      const { message: _gone, permalink: _nowhere, ...lost } = copy;
      await keep(talk, found, { ...lost, shown: 0, posting: copy.posting + 1 });
      return { then: 'again', at: talk.clock.now() };
    }
    await keep(talk, found, { ...copy, givenUp: true });
  }
  return failed(talk, copy, transfer, updated.failure);
}

/** A card that nobody asked for yet: the summary tells of it, unless it needs a person now or has ended. */
async function standInLine(talk: Talk, found: StoredCopy, transfer: Transfer): Promise<Step> {
  const now = talk.clock.now();
  if (found.copy.inLine === 'left' || transfer.state === 'superseded') return rest;
  const urgent = ['held', 'refused', 'unconfirmed'].includes(transfer.state);
  if (urgent || !isOpen(transfer)) {
    const done = await leaveLine(talk, transfer.company, [found], urgent ? 'shown' : 'left');
    return done.ok ? rest : { then: 'again', at: now };
  }
  const { platform, channel: id } = found.copy;
  const { line } = await readLine(talk.store, { company: transfer.company, platform, id });
  const committed = await talk.store.commit({ enqueue: [summaryJob(line, now)] });
  return committed.ok ? rest : later(talk, now);
}

async function post(talk: Talk, chat: Chat, found: StoredCopy, card: Card, transfer: Transfer): Promise<Step> {
  const { copy } = found;
  const posted = await chat.post(copy.channel, card);
  if (posted.ok) {
    const permalink = await chat.permalink(posted.value);
    const { workspace, message } = posted.value;
    return keepPlace(talk, found, {
      ...(workspace === undefined ? {} : { workspace }),
      message,
      shown: transfer.revision,
      ...(permalink === undefined ? {} : { permalink }),
    });
  }
  if (posted.failure.kind === 'unknown') await keep(talk, found, { ...copy, posting: copy.posting + 1 });
  return failed(talk, copy, transfer, posted.failure);
}

/** Where a card stands is kept also when the next round took the copy over while it was being posted. */
async function keepPlace(
  talk: Talk,
  { copy, rev }: StoredCopy,
  place: Pick<Copy, 'workspace' | 'message' | 'permalink' | 'shown'>,
): Promise<Step> {
  const committed = await talk.store.commit({
    expect: [{ collection: 'copies', id: copy.id, rev }],
    put: [copyPut({ ...copy, ...place })],
  });
  if (committed.ok && place.shown > 0) return rest;
  const now = await copyById(talk.store, copy.id);
  const takenOver = !committed.ok && committed.failure.kind === 'conflict' && now?.copy.message === undefined;
  return takenOver && now !== undefined ? keepPlace(talk, now, { ...place, shown: 0 }) : later(talk, talk.clock.now());
}

async function keep(talk: Talk, { rev }: StoredCopy, copy: Copy): Promise<Step> {
  const committed = await talk.store.commit({
    expect: [{ collection: 'copies', id: copy.id, rev }],
    put: [copyPut(copy)],
  });
  return committed.ok ? rest : later(talk, talk.clock.now());
}

async function failed(talk: Talk, copy: Copy, transfer: Transfer, failure: ChatFailure): Promise<Step> {
  switch (failure.kind) {
    case 'rate_limited':
      return { then: 'again', at: instant(talk.clock.now() + failure.retryAfterMs) };
    case 'unknown':
      return later(talk, talk.clock.now());
    case 'gone':
    case 'refused':
      return tellOfLostCard(talk, copy, transfer, failure);
  }
}

function outOfDate(card: Card): Card {
  return {
    ...card,
    lead: staleCardParagraphs,
    facts: [],
    changes: [],
    notices: [],
    table: undefined,
    seats: [],
    steps: [],
    buttons: [],
  };
}
