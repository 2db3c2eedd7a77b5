import type { Commit, CommitFailure } from '../ports/store.ts';
import type { CompanyId } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { readTransfer } from '../transfers/memory.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { isOpen } from '../transfers/transitions.ts';
import { fewer, lineExpect, linePut, readLine, summaryNow, type ChannelLine } from './channel-line.ts';
import { channelName, copiesOf, copyPut, paintJob, waitingCopies, type Copy, type StoredCopy } from './copies.ts';
import type { Talk } from './talk.ts';

/** How far down the line is looked for what somebody asks for. */
const mostLookedAt = 1_000;
const mostTries = 8;

interface Waiting extends StoredCopy {
  readonly transfer: Transfer;
}

/** The records that wait for a card in a channel, those first that came first, until `enough` of them fit. */
export async function waitingRecords(
  talk: Talk,
  line: ChannelLine,
  enough: number,
  fits: (transfer: Transfer) => boolean = () => true,
): Promise<readonly Waiting[]> {
  const found: Waiting[] = [];
  let looked = 0;
  let cursor: string | undefined;
  do {
    const page = await waitingCopies(talk.store, line, cursor);
    for (const { copy, rev } of page.copies) {
      const { value: transfer } = await readTransfer(talk.store, copy.transfer);
      if (transfer !== undefined && isOpen(transfer) && fits(transfer)) found.push({ copy, rev, transfer });
      if (found.length >= enough) return found;
    }
    looked += page.copies.length;
    cursor = page.cursor;
  } while (cursor !== undefined && looked < mostLookedAt);
  return found;
}

interface Asked {
  readonly most: number;
  readonly fits: (transfer: Transfer) => boolean;
  /** Names the request, so that it does this once. */
  readonly once: Pick<Commit, 'unique'>;
}

/** Lets the next cards of a channel out of the line; answers the records they are of. Nothing outside is called. */
export async function showNext(
  talk: Talk,
  place: Parameters<typeof readLine>[1],
  { most, fits, once }: Asked,
): Promise<Result<readonly Transfer[], CommitFailure>> {
  let failure: CommitFailure = { kind: 'conflict' };
  for (let tries = 0; tries < mostTries && failure.kind === 'conflict'; tries += 1) {
    const { line } = await readLine(talk.store, place);
    const next = await waitingRecords(talk, line, most, fits);
    if (next.length === 0) return ok([]);
    const left = await leaveLine(talk, line.company, next, 'shown', once);
    if (left.ok) return ok(next.map(({ transfer }) => transfer));
    failure = left.failure;
  }
  return fail(failure);
}

/**
 * The card of a record that somebody asks about, wherever it stands nowhere or is behind; answers the names of the
 * channels it comes to.
 */
export async function showCardsOf(talk: Talk, transfer: Transfer): Promise<readonly string[]> {
  const coming = new Set<string>();
  for (let tries = 0; tries < mostTries; tries += 1) {
    let conflict = false;
    for (const copy of await copiesOf(talk.store, transfer.id)) {
      if (!isMissing(copy.copy, transfer)) continue;
      const asked =
        copy.copy.inLine === undefined
          ? await paintAgain(talk, copy)
          : await leaveLine(talk, transfer.company, [copy], 'shown');
      if (asked.ok && standsNowhere(copy.copy)) coming.add(channelName(talk, copy.copy));
      conflict ||= !asked.ok && asked.failure.kind === 'conflict';
    }
    if (!conflict) break;
  }
  return [...coming];
}

function isMissing(copy: Copy, transfer: Transfer): boolean {
  return !copy.stale && (standsNowhere(copy) ? isOpen(transfer) : copy.shown !== transfer.revision);
}

function standsNowhere(copy: Copy): boolean {
  return copy.message === undefined || copy.givenUp === true;
}

function paintAgain(talk: Talk, { copy, rev }: StoredCopy): Promise<Result<undefined, CommitFailure>> {
  const enqueue = [paintJob({ copy: copy.id }, talk.clock.now())];
  if (copy.givenUp !== true) return talk.store.commit({ enqueue });
  const { givenUp: _was, message: _gone, permalink: _nowhere, ...again } = copy;
  const expect = [{ collection: 'copies' as const, id: copy.id, rev }];
  return talk.store.commit({ expect, put: [copyPut({ ...again, shown: 0, posting: 1 })], enqueue });
}

/** Takes copies of one channel out of its line, to be posted now or never. `conflict` when somebody was faster. */
export async function leaveLine(
  talk: Talk,
  company: CompanyId,
  leaving: readonly StoredCopy[],
  how: 'shown' | 'left',
  once: Pick<Commit, 'unique'> = {},
): Promise<Result<undefined, CommitFailure>> {
  const [first] = leaving;
  if (first === undefined) return ok();
  const { platform, channel: id } = first.copy;
  const now = talk.clock.now();
  const before = await readLine(talk.store, { company, platform, id });
  const line = fewer(before.line, leaving.length);
  const commit: Commit = {
    ...once,
    expect: [
      lineExpect(before),
      ...leaving.map(({ copy, rev }) => ({ collection: 'copies' as const, id: copy.id, rev })),
    ],
    put: [linePut(line), ...leaving.map(({ copy }) => copyPut(outOfLine(copy, how)))],
    enqueue: [
      summaryNow(line, now),
      ...(how === 'left' ? [] : leaving.map(({ copy }) => paintJob({ copy: copy.id }, now))),
    ],
  };
  return talk.store.commit(commit);
}

function outOfLine(copy: Copy, how: 'shown' | 'left'): Copy {
  const { inLine: _before, ...rest } = copy;
  return how === 'left' ? { ...rest, inLine: 'left' } : rest;
}
