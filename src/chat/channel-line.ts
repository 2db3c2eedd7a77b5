import type { Platform } from '../ports/chat.ts';
import type { Enqueue, Put, Store } from '../ports/store.ts';
import { instant, type Instant } from '../shared/dates.ts';
import type { CompanyId } from '../shared/ids.ts';
import { stored } from '../transfers/memory.ts';
import type { Channel } from '../transfers/settings.ts';
import { placeKey } from './copies.ts';

/** What stands in line in one channel: when records became ready, and the summary of those that wait for a card. */
export interface ChannelLine {
  readonly id: string;
  readonly company: CompanyId;
  readonly platform: Platform;
  readonly channel: string;
  /** When the last records became ready here, oldest first; never more than may come at once. */
  readonly arrivals: readonly Instant[];
  /** How many records have no card here. */
  readonly waiting: number;
  /** One more with each change of what waits. */
  readonly revision: number;
  /** Where the summary stands; missing while there is none. */
  readonly message?: string;
  /** The revision that the summary shows, and since when. */
  readonly shown: number;
  readonly shownAt?: Instant;
}

export interface StoredLine {
  readonly line: ChannelLine;
  readonly rev: number;
}

type Place = Pick<Channel, 'company' | 'platform' | 'id'>;

export async function readLine(store: Store, { company, platform, id: channel }: Place): Promise<StoredLine> {
  const id = `line-${company}-${platform}-${channel}`;
  const row = await store.get('copies', id);
  if (row !== undefined) return { line: row.value as unknown as ChannelLine, rev: row.rev };
  return { line: { id, company, platform, channel, arrivals: [], waiting: 0, revision: 0, shown: 0 }, rev: 0 };
}

/** Lines stand beside the copies: a summary is one more place where the bot has a message. */
export function linePut(line: ChannelLine): Put {
  const { platform, channel, message } = line;
  const place = message === undefined ? {} : { 'copies.place': placeKey({ platform, channel, message }) };
  return { collection: 'copies', id: line.id, value: stored(line), indexes: place };
}

export function lineExpect({ line, rev }: StoredLine): {
  readonly collection: 'copies';
  readonly id: string;
  readonly rev: number;
} {
  return { collection: 'copies', id: line.id, rev };
}

/** Counts one more record that became ready, and says whether its card waits because too many came before it. */
export function arrived(
  line: ChannelLine,
  now: Instant,
  { cardsAtOnce, cardWindowMs }: { readonly cardsAtOnce: number; readonly cardWindowMs: number },
): { readonly line: ChannelLine; readonly waits: boolean } {
  const since = now - cardWindowMs;
  const waits = line.arrivals.filter((at) => at > since && at <= now).length >= cardsAtOnce;
  const arrivals = [...line.arrivals, now].slice(-cardsAtOnce);
  return { waits, line: { ...(waits ? oneMore(line) : line), arrivals } };
}

/** Where nobody waited, the next summary is a new message: the one before stands far above. */
function oneMore(line: ChannelLine): ChannelLine {
  const { message: _before, shownAt: _then, ...fresh } = line;
  return {
    ...(line.waiting === 0 ? { ...fresh, shown: 0 } : line),
    waiting: line.waiting + 1,
    revision: line.revision + 1,
  };
}

/** Some of those that waited have a card now, or need none any more. */
export function fewer(line: ChannelLine, by: number): ChannelLine {
  return { ...line, waiting: Math.max(0, line.waiting - by), revision: line.revision + 1 };
}

/** The summary is brought up to date at most so often by itself; a press has it painted at once. */
const summaryPauseMs = 15_000;
/** A flood begins with one record: the first summary waits for the others. */
const summaryDelayMs = 2_000;

/** When the summary may be painted again without having been asked for. */
export function nextSummaryAt(line: ChannelLine, now: Instant): Instant {
  return line.message === undefined ? now : instant(Math.max(now, (line.shownAt ?? 0) + summaryPauseMs));
}

export function summaryJob(line: ChannelLine, now: Instant): Enqueue {
  const at = line.message === undefined ? instant(now + summaryDelayMs) : nextSummaryAt(line, now);
  return paintLine(line, at, false);
}

export function summaryNow(line: ChannelLine, now: Instant): Enqueue {
  return paintLine(line, now, true);
}

function paintLine({ company, platform, channel }: ChannelLine, runAt: Instant, asked: boolean): Enqueue {
  const payload = { line: { company, platform, id: channel }, asked };
  return { queue: 'paint', key: `summary/${company}/${platform}/${channel}`, runAt, payload };
}
