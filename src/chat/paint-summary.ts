import { instant } from '../shared/dates.ts';
import type { CompanyId } from '../shared/ids.ts';
import type { Platform } from '../ports/chat.ts';
import { siteOf } from '../transfers/engine.ts';
import { later, rest, type Step } from '../transfers/step.ts';
import { linePut, lineExpect, nextSummaryAt, readLine, summaryJob, type ChannelLine } from './channel-line.ts';
import { waitingRecords } from './show-cards.ts';
import { listed, summaryOf } from './summary.ts';
import type { Talk } from './talk.ts';

export interface SummaryPlace {
  readonly company: CompanyId;
  readonly platform: Platform;
  readonly id: string;
}

/** Posts the summary of a channel, or brings it up to date; not more often than it is worth unless somebody pressed. */
export async function paintSummary(talk: Talk, place: SummaryPlace, asked: boolean): Promise<Step> {
  const chat = talk.chats.get(place.platform);
  const { line } = await readLine(talk.store, place);
  if (chat === undefined || (line.message === undefined && line.waiting === 0)) return rest;
  const now = talk.clock.now();
  const at = nextSummaryAt(line, now);
  if (!asked && at > now) return { then: 'again', at };

  const first = await waitingRecords(talk, line, listed);
  const companies = talk.sites().length > 1 ? siteOf(talk, line.company)?.company.name : undefined;
  const summary = summaryOf(
    line,
    first.map(({ transfer }) => transfer),
    companies,
  );
  const standing = { platform: line.platform, channel: line.channel, message: line.message ?? '' };
  const painted =
    line.message === undefined
      ? await chat.postSummary(line.channel, summary)
      : await chat.updateSummary(standing, summary);
  if (painted.ok) return keep(talk, place, { ...line, message: painted.value?.message ?? standing.message });

  switch (painted.failure.kind) {
    case 'rate_limited':
      return { then: 'again', at: instant(now + painted.failure.retryAfterMs) };
    case 'unknown':
      return later(talk, now);
    case 'gone':
      // somebody deleted it: the next one is a new message
      if (painted.failure.what === 'message' && line.waiting > 0)
        return keep(talk, place, withoutMessage(line), 'again');
      break;
    case 'refused':
      break;
  }
  const { platform, channel } = line;
  talk.log.error('summary.not_shown', { platform, channel, reason: painted.failure.reason });
  return rest;
}

/** What was painted is kept also when others came into the line meanwhile; they are painted next. */
async function keep(talk: Talk, place: SummaryPlace, painted: ChannelLine, then?: 'again'): Promise<Step> {
  const now = talk.clock.now();
  for (;;) {
    const before = await readLine(talk.store, place);
    const { message: _old, ...others } = before.line;
    const line: ChannelLine =
      painted.message === undefined
        ? others
        : { ...others, message: painted.message, shown: painted.revision, shownAt: now };
    const behind = line.revision > line.shown;
    const committed = await talk.store.commit({
      expect: [lineExpect(before)],
      put: [linePut(line)],
      enqueue: behind && then === undefined ? [summaryJob(line, now)] : [],
    });
    if (committed.ok) return then === undefined ? rest : { then, at: now };
    if (committed.failure.kind !== 'conflict') return later(talk, now);
  }
}

function withoutMessage(line: ChannelLine): ChannelLine {
  const { message: _gone, ...rest } = line;
  return rest;
}
