import type { Conversation } from './ports/conversation.ts';
import type { Claim, Job, Queue, StoreHealth } from './ports/store.ts';
import type { ProcoreFailure } from './ports/procore.ts';
import { instant } from './shared/dates.ts';
import { transferId, type CompanyId, type TransferId } from './shared/ids.ts';
import type { Result } from './shared/result.ts';
import { ok } from './shared/result.ts';
import { answerPress, answerSubmission } from './chat/answer-press.ts';
import { answerTyped } from './chat/answer-typed.ts';
import { personalHome } from './chat/home.ts';
import { workNotice } from './chat/deliver-notices.ts';
import { workPaint } from './chat/refresh-cards.ts';
import { note, type Talk } from './chat/talk.ts';
import { outcomeUnknown } from './chat/words/refusal-words.ts';
import { siteOf } from './transfers/engine.ts';
import { recover } from './transfers/recover.ts';
import { run } from './transfers/run.ts';
import type { Step } from './transfers/step.ts';
import { gatherHints } from './transfers/gather-hints.ts';
import { poll, type PollTurn } from './transfers/poll.ts';
import { readAhead, workLook, type Hint } from './transfers/watch.ts';

/** The face adapters see: what people do, what Procore hints at, and the work that follows. */
export interface Application {
  readonly conversation: Conversation;
  /** Records a hint; `unavailable` asks Procore to deliver it again. */
  hint(hint: Hint): Promise<Result<undefined, { readonly kind: 'unavailable' }>>;
  /** Asks Procore what changed in one company. */
  poll(company: CompanyId): Promise<Result<undefined, ProcoreFailure>>;
  /** Hears what Procore gave up delivering; costs a call or more. */
  recover(company: CompanyId): Promise<Result<undefined, ProcoreFailure>>;
  /**
   * Does the next job of a queue, of the looks as many as can be read together; `false` when none is due. Once `isStopping`
   * says so, what was not begun is left for the next process.
   */
  work(queue: Queue, owner: string, isStopping?: () => boolean): Promise<boolean>;
  health(): Promise<StoreHealth>;
}

/** `leaseMs` is how long a job may take before another process may take it over. */
export function createApplication(talk: Talk, leaseMs: number): Application {
  const turns = new Map<CompanyId, PollTurn>();
  const hear = gatherHints(talk);
  const turnOf = (company: CompanyId): PollTurn => {
    const turn = turns.get(company) ?? { next: 0 };
    turns.set(company, turn);
    return turn;
  };
  return {
    conversation: {
      press: (press) => orUnknown(talk, () => answerPress(talk, press)),
      submit: (submission) => orUnknown(talk, () => answerSubmission(talk, submission)),
      ask: (typed) => answerTyped(talk, typed),
      home: (actor) => personalHome(talk, actor),
    },
    hint: hear,
    poll: async (company) => {
      const site = siteOf(talk, company);
      return site === undefined ? ok() : poll(talk, site, turnOf(company));
    },
    recover: async (company) => {
      const site = siteOf(talk, company);
      return site === undefined ? ok() : recover(talk, site, hear);
    },
    work: (queue, owner, isStopping = () => false) => {
      const claim = { queue, owner, leaseMs };
      return queue === 'look' ? workLooks(talk, claim, isStopping) : workOne(talk, claim);
    },
    health: () => talk.store.health(),
  };
}

/** When the store cannot even say whether a decision was recorded, nobody may be told that it was not. */
async function orUnknown<T>(talk: Talk, answer: () => Promise<T>): Promise<T | Told> {
  try {
    return await answer();
  } catch (error) {
    talk.log.error('decision.unknown', { error: String(error) });
    return { kind: 'note', note: note(outcomeUnknown) };
  }
}

type Told = { readonly kind: 'note'; readonly note: ReturnType<typeof note> };

async function workOne(talk: Talk, claim: Claim): Promise<boolean> {
  const job = await talk.store.claim(claim);
  if (job === undefined) return false;
  await finish(talk, job, await carryOut(talk, job));
  return true;
}

/** As many as Procore answers in one call. */
const mostLooks = 100;
/** One that has to wait for an answer does not hold up the others. */
const looksAtOnce = 4;

async function workLooks(talk: Talk, claim: Claim, isStopping: () => boolean): Promise<boolean> {
  const jobs: Job[] = [];
  for (let job = await talk.store.claim(claim); job !== undefined; job = await talk.store.claim(claim)) {
    jobs.push(job);
    if (jobs.length === mostLooks) break;
  }
  if (jobs.length > 1) {
    const payloads = jobs.map(({ payload }) => payload);
    await readAhead(talk, payloads).catch((error: unknown) =>
      talk.log.error('read_ahead.failed', { error: String(error) }),
    );
  }
  const left = [...jobs];
  const one = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) {
      await finish(talk, job, isStopping() ? { then: 'again', at: talk.clock.now() } : await carryOut(talk, job));
    }
  };
  await Promise.all(Array.from({ length: looksAtOnce }, one));
  return jobs.length > 0;
}

async function finish(talk: Talk, { queue: of, key, token }: Job, step: Step): Promise<void> {
  // one that was asked for again meanwhile stays due at its own time and is done again
  await talk.store.commit({ done: [{ queue: of, key, token, ...(step.then === 'again' ? { again: step.at } : {}) }] });
}

/** A look is about a record; which transfer that is it finds out. */
function transferOf({ queue: of, key, payload }: Job): TransferId | undefined {
  if (of === 'look') return undefined;
  const told = of === 'transfer' ? key : (payload as { readonly transfer?: unknown } | null)?.transfer;
  return typeof told === 'string' && told !== '' ? transferId(told) : undefined;
}

async function carryOut(talk: Talk, job: Job): Promise<Step> {
  return talk.about(transferOf(job), () => attempt(talk, job));
}

async function attempt(talk: Talk, job: Job): Promise<Step> {
  try {
    switch (job.queue) {
      case 'look':
        return await workLook(talk, job.payload);
      case 'transfer':
        return await run(talk, transferId(job.key));
      case 'paint':
        return await workPaint(talk, job.payload);
      case 'notice':
        return await workNotice(talk, job.payload);
    }
  } catch (error) {
    // a bug must not stop the others, nor be lost: the job waits longer each time and is tried again
    const wait = Math.min(1000 * 2 ** Math.min(job.attempt, 10), talk.timing().retryMaxMs);
    talk.log.error('job.failed', { queue: job.queue, key: job.key, attempt: job.attempt, error: String(error) });
    return { then: 'again', at: instant(talk.clock.now() + wait) };
  }
}
