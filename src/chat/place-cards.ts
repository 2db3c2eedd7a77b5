import type { Commit } from '../ports/store.ts';
import { later, rest, type Step } from '../transfers/step.ts';
import type { Channel } from '../transfers/settings.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { isOpen } from '../transfers/transitions.ts';
import {
  arrived,
  lineExpect,
  linePut,
  readLine,
  summaryJob,
  type ChannelLine,
  type StoredLine,
} from './channel-line.ts';
import { copiesOf, copyPut, paintJob, type Copy, type StoredCopy } from './copies.ts';
import type { Talk } from './talk.ts';

/** Gives a transfer its places: those of the round it replaces, else one in each channel that asks for it. */
export async function placeCards(talk: Talk, transfer: Transfer, force: boolean): Promise<Step> {
  const now = talk.clock.now();
  const taken = await takenOver(talk, transfer);
  const fresh = taken.length > 0 ? [] : await freshCopies(talk, transfer);
  const lines = fresh.map(({ before, line }) => ({ before, line }));
  const copies = [...taken, ...fresh.map(({ copy }) => ({ copy, rev: 0 }))];
  const committed = await talk.store.commit({
    expect: [
      // a round that is replaced meanwhile posts nothing: its place belongs to the next
      { collection: 'transfers', id: transfer.id, rev: transfer.revision },
      ...copies.map(({ copy, rev }) => ({ collection: 'copies' as const, id: copy.id, rev })),
      ...lines.map(({ before }) => lineExpect(before)),
    ],
    put: [...copies.map(({ copy }) => copyPut(copy, transfer.company)), ...lines.map(({ line }) => linePut(line))],
    enqueue: [
      ...copies
        // what waits is in the summary already
        .filter(({ copy, rev }) => copy.inLine === undefined || rev > 0)
        .map(({ copy }) => paintJob({ copy: copy.id }, now, force)),
      ...fresh.flatMap(({ copy, line }) => (copy.inLine === undefined ? [] : firstLook(line, now))),
    ],
  });
  if (committed.ok) return rest;
  // somebody else came into the same line
  return committed.failure.kind === 'conflict' ? { then: 'again', at: now } : later(talk, now);
}

/** While the first summary is on its way, it will tell of everybody who came meanwhile. */
function firstLook(line: ChannelLine, now: ReturnType<Talk['clock']['now']>): NonNullable<Commit['enqueue']> {
  return line.message === undefined && line.waiting > 1 ? [] : [summaryJob(line, now)];
}

async function takenOver(talk: Talk, transfer: Transfer): Promise<readonly StoredCopy[]> {
  if (transfer.previous?.how !== 'superseded') return [];
  const before = await copiesOf(talk.store, transfer.previous.transfer);
  return before
    .filter(({ copy }) => !copy.stale)
    .map(({ copy, rev }) => ({ copy: { ...copy, transfer: transfer.id, shown: 0 }, rev }));
}

interface FreshCopy {
  readonly copy: Copy;
  readonly before: StoredLine;
  readonly line: ChannelLine;
}

async function freshCopies(talk: Talk, transfer: Transfer): Promise<readonly FreshCopy[]> {
  if (!isOpen(transfer)) return [];
  const { cardWindowMs } = talk.timing();
  return Promise.all(
    channelsFor(talk, transfer).map(async (asked) => {
      const { platform, id: channel, cardsAtOnce } = asked;
      const before = await readLine(talk.store, asked);
      const { line, waits } = arrived(before.line, talk.clock.now(), { cardsAtOnce, cardWindowMs });
      const copy: Copy = {
        id: `${transfer.id}-${platform}-${channel}`,
        transfer: transfer.id,
        platform,
        channel,
        shown: 0,
        posting: 1,
        stale: false,
        ...(waits ? { inLine: 'waiting' } : {}),
      };
      return { copy, before, line };
    }),
  );
}

function channelsFor(talk: Talk, transfer: Transfer): readonly Channel[] {
  const names = (list: readonly string[] | '*', value: string): boolean => list === '*' || list.includes(value);
  return talk
    .channels()
    .filter(({ company, platform }) => company === transfer.company && talk.chats.has(platform))
    .filter(({ jobs, kinds }) => names(jobs, transfer.offer.subject.jobNumber) && names(kinds, transfer.kind));
}
