import type { Changed, ProcoreFailure } from '../ports/procore.ts';
import { instant, type Instant } from '../shared/dates.ts';
import type { ProjectId, RecordId } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Engine } from './engine.ts';
import type { Flow, Site } from './flow.ts';
import { lookJob } from './look-job.ts';
import { stored } from './memory.ts';
import { openTransfers } from './open-transfers.ts';
import { isSweepDue, localDay, overlooked } from './sweep.ts';
import { booksOf, lookAtBooks } from './watch-books.ts';

/** An edit made while a page was read must not fall between two polls. */
const overlapMs = 5 * 60 * 1000;
/** Procore's examples show times in whole seconds. */
const settleMs = 2_000;
/** So that no commit grows with the size of an outage. */
const mostLooksInCommit = 500;

/** Which list is next, so that none goes without when the limit of calls ends every poll in the middle. */
export interface PollTurn {
  next: number;
  /** The same for the books in Sage. */
  books?: number;
}

/**
 * Asks Procore what changed, and looks again at what waits for something outside. The truth behind every hint. A project
 * that cannot be read does not keep the others from being read; what it answers with is told.
 */
export async function poll(engine: Engine, site: Site, turn: PollTurn): Promise<Result<undefined, ProcoreFailure>> {
  const lists = [...engine.flows.values()].flatMap((flow) =>
    [...site.company.liveProjects].map((project) => ({ flow, project })),
  );
  let failure: ProcoreFailure | undefined;
  for (let asked = 0; asked < lists.length; asked += 1) {
    const list = lists[turn.next % lists.length];
    if (list === undefined) break;
    const polled = await pollProject(engine, site, list.flow, list.project);
    // nothing else would be answered either
    if (!polled.ok && (polled.failure.kind === 'unavailable' || polled.failure.kind === 'denied')) return polled;
    turn.next = (turn.next + 1) % lists.length;
    if (polled.ok) continue;
    const { kind: reason } = polled.failure;
    engine.log.warn('poll.project_unread', { project: list.project, kind: list.flow.kind, reason });
    failure ??= polled.failure;
  }
  await lookAtBlocked(engine, site);
  const turned = turn.books ?? 0;
  const books = lists[turned % lists.length];
  turn.books = turned + 1;
  if (books !== undefined) await lookAtBooks(engine, site, books.flow, books.project);
  return failure === undefined ? ok() : fail(failure);
}

/** How far a project's list was read. */
interface Watermark {
  readonly latest: Instant;
  readonly polledAt: Instant;
  /** The records of the overlap with the time they carried, so that none is looked at twice for one change. */
  readonly seen: { readonly [record: string]: Instant };
  /** The local day on which the whole list was read last. */
  readonly sweptOn?: string;
}

async function pollProject(
  engine: Engine,
  site: Site,
  flow: Flow,
  project: ProjectId,
): Promise<Result<undefined, ProcoreFailure>> {
  const { id: company, timeZone } = site.company;
  const id = `${company}/${flow.kind}/${project}`;
  const row = await engine.store.get('watermarks', id);
  const before = row === undefined ? undefined : (row.value as unknown as Watermark);
  const polledAt = engine.clock.now();
  const sweeps = isSweepDue(before?.sweptOn, polledAt, timeZone, engine.timing().sweepHour);
  const since = before === undefined || sweeps ? undefined : instant(before.latest - overlapMs);
  const listed = await flow.changed(site, project, since);
  if (!listed.ok) return listed;

  const fresh = listed.value.filter(isNew(before)).map(({ id: record }) => record);
  const swept = sweeps && before !== undefined;
  const books = swept ? await booksOf(site, flow, project, polledAt) : undefined;
  const keys = books === undefined ? undefined : new Set(books.map(({ key }) => key));
  const missed = swept ? await overlooked(engine, { company, kind: flow.kind, project, keys }, listed.value) : [];
  const due = swept ? missed : fresh;
  if (due.length === 0 && !sweeps) return ok();
  const watermark: Watermark = {
    ...advanced(before, listed.value, polledAt),
    sweptOn: sweeps ? localDay(polledAt, timeZone) : (before?.sweptOn ?? ''),
  };
  // what could not be recorded, or not before a crash, is listed again: the mark moves last
  if (!(await ask(engine, site, flow, { project, due, polledAt }))) return ok();
  await engine.store.commit({ put: [{ collection: 'watermarks', id, value: stored(watermark) }] });
  return ok();
}

function isNew(before: Watermark | undefined): (changed: Changed) => boolean {
  return ({ id, updatedAt }) =>
    // two changes can carry one time, so only what had settled when it was last listed is taken for known
    before?.seen[id] !== updatedAt || updatedAt + settleMs > before.polledAt;
}

function advanced(
  before: Watermark | undefined,
  listed: readonly Changed[],
  polledAt: Instant,
): Pick<Watermark, 'latest' | 'polledAt' | 'seen'> {
  let latest = before?.latest ?? 0;
  for (const { updatedAt } of listed) latest = Math.max(latest, updatedAt);
  const recent = listed.filter(({ updatedAt }) => updatedAt >= latest - overlapMs);
  const seen = Object.fromEntries(recent.map(({ id, updatedAt }) => [id, updatedAt]));
  return { latest: instant(latest), polledAt, seen };
}

/** What is read from the moment of the poll on is new enough: it was listed after it. */
async function ask(
  engine: Engine,
  site: Site,
  { kind }: Flow,
  { project, due, polledAt }: { project: ProjectId; due: readonly RecordId[]; polledAt: Instant },
): Promise<boolean> {
  for (let from = 0; from < due.length; from += mostLooksInCommit) {
    const part = due.slice(from, from + mostLooksInCommit);
    const enqueue = part.map((record) =>
      lookJob(site.company.id, kind, { project, record }, engine.clock.now(), { asOf: polledAt }),
    );
    const committed = await engine.store.commit({ enqueue });
    if (!committed.ok) return false;
  }
  return true;
}

/**
 * What blocks may have been put right in Sage or in what the record names, which tells nobody: looked at with every poll
 * at first, then ever less often. The record itself did not change, or the poll would have said so.
 */
async function lookAtBlocked(engine: Engine, site: Site): Promise<void> {
  const now = engine.clock.now();
  const asOf = instant(now - engine.timing().pollMs);
  const blocked = [];
  const fresh = { asOf, unchanged: true };
  for await (const { state, kind, project, record, changedAt } of openTransfers(engine.store, site.company.id)) {
    if (state !== 'blocked' || !isTurn(changedAt, now, engine.timing().pollMs)) continue;
    blocked.push(lookJob(site.company.id, kind, { project, record }, now, fresh));
  }
  for (let from = 0; from < blocked.length; from += mostLooksInCommit) {
    await engine.store.commit({ enqueue: blocked.slice(from, from + mostLooksInCommit) });
  }
}

const longestPauseMs = 10 * 60_000;

/** Whether a turn of this transfer falls between the last poll and this one; turns are a twentieth of its age apart. */
function isTurn(changedAt: Instant, now: Instant, pollMs: number): boolean {
  const pause = Math.max(pollMs, Math.min((now - changedAt) / 20, longestPauseMs));
  return Math.floor(now / pause) !== Math.floor((now - pollMs) / pause);
}
