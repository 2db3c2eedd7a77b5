import type { ChatFailure } from '../ports/chat.ts';
import type { Enqueue } from '../ports/store.ts';
import { instant } from '../shared/dates.ts';
import { stored } from '../transfers/memory.ts';
import { later, rest, type Step } from '../transfers/step.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { channelName, type Copy } from './copies.ts';
import { privately, type Delivery } from './privately.ts';
import { note, type Talk } from './talk.ts';
import { lostCardParagraphs, type LostCard } from './words/lost-words.ts';

type Lost = Extract<ChatFailure, { readonly kind: 'gone' | 'refused' }>;

/** How long administrators are not told again of the same channel. */
const quietMs = 24 * 60 * 60 * 1_000;

/** Has the administrators told that a card is not shown; once a day for a channel, however many cards it would hold. */
export async function tellOfLostCard(talk: Talk, copy: Copy, transfer: Transfer, failure: Lost): Promise<Step> {
  const { platform, channel } = copy;
  const { kind, offer, id } = transfer;
  talk.log.error('card.not_shown', { platform, channel, transfer: id, reason: failure.reason });
  const why = failure.kind === 'refused' ? 'refused' : failure.what;
  const now = talk.clock.now();
  const key = why === 'channel' ? `lost/${platform}/${channel}` : `lost/${copy.id}`;
  const lost: LostCard = {
    why,
    kind,
    number: offer.subject.number,
    channel: channelName(talk, copy),
    reason: failure.reason,
  };
  const job: Enqueue = { queue: 'notice', key, runAt: now, payload: { lost: stored(lost) } };
  const committed = await talk.store.commit({ unique: [{ key, until: instant(now + quietMs) }], enqueue: [job] });
  return committed.ok || committed.failure.kind === 'duplicate' ? rest : later(talk, now);
}

/** One message for each administrator; who has no chat that works is told by the log. */
export function lostCardDeliveries(talk: Talk, lost: LostCard): readonly Delivery[] {
  const message = note(lostCardParagraphs(lost));
  const deliveries = talk
    .people()
    .all.filter(({ role }) => role === administrators)
    .flatMap((person) => privately(talk, person, message));
  if (deliveries.length === 0)
    talk.log.error('administrators.not_told', { channel: lost.channel, reason: lost.reason });
  return deliveries;
}

/** The role of the people map that hears of trouble with a channel. */
const administrators = 'admin';
