import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { ok, type Result } from '../../../src/shared/result.ts';
import { changesOf } from './changes.ts';
import { claimJob } from './claim.ts';
import { commitChanges } from './commit.ts';
import { type ConnectionOptions, openPool } from './connections.ts';
import { dueTimes } from '../due-times.ts';
import { dueJobs } from './due-jobs.ts';
import { createDumping } from './dumping.ts';
import { createHealthCheck } from './health.ts';
import { createHeldLeases } from './held-leases.ts';
import type { OpenFailure } from './open-failure.ts';
import { openTables } from './open-tables.ts';
import { entriesOf, findRows, getRow } from './questions.ts';
import { createSweeper } from './sweep.ts';
import { createUnderWay } from '../under-way.ts';
import { createWorkHints } from './work-hints.ts';

export interface PostgresStoreOptions extends ConnectionOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** How long `commit` asks for its outcome when the answer was lost, before it throws `OutcomeUnknown`. */
  readonly settleMs?: number;
}

const usualSettleMs = 30_000;

/**
 * A store in a PostgreSQL database, which several processes may share. Questions and `claim` throw while the server is
 * away; `commit` answers `unavailable`, or throws `OutcomeUnknown` when nobody can say whether it was recorded.
 */
export async function postgresStore(options: PostgresStoreOptions): Promise<Result<Store, OpenFailure>> {
  const { clock, log, settleMs = usualSettleMs } = options;
  const tables = await openTables(options, clock.now());
  if (!tables.ok) return tables;

  const pool = openPool(options);
  const calls = createUnderWay();
  const hints = await createWorkHints({ connection: options, pool, channel: tables.value.channel, clock, log });
  const health = createHealthCheck(pool, clock);
  const sweeper = createSweeper({ pool, clock, log });
  const dumping = createDumping(options, clock);
  const leases = createHeldLeases({ pool, clock });

  return ok({
    commit: (commit) =>
      calls.run(async () => {
        const due = dueTimes(commit, clock.now());
        const changes = changesOf(commit);
        const outcome = await commitChanges({ pool, clock, log, settleMs, closing: calls.closed }, changes);
        health.wrote(outcome);
        if (outcome.ok || outcome.failure.kind === 'conflict') leases.release(commit.done ?? []);
        if (outcome.ok) {
          hints.tell(due);
          sweeper.committed();
        }
        return outcome;
      }),
    get: (collection, id) => calls.run(() => getRow(pool, collection, id)),
    find: (query) => calls.run(() => findRows(pool, query)),
    history: (query) => calls.run(() => entriesOf(pool, query)),
    claim: (claim) =>
      calls.run(async () => {
        const now = clock.now();
        const job = await claimJob(pool, claim, now);
        // nobody may ever end the lease, and then the job is due again
        if (job !== undefined) {
          hints.expect(now + claim.leaseMs);
          leases.hold(job, claim.leaseMs);
        }
        return job;
      }),
    onWork(listener) {
      calls.refuseClosed();
      return hints.listen(listener);
    },
    async *exportAll() {
      calls.refuseClosed();
      yield* dumping.exportAll();
    },
    importAll: (lines) =>
      calls.run(async () => {
        const outcome = await dumping.importAll(lines);
        if (outcome.ok) hints.tell([clock.now()]);
        return outcome;
      }),
    health: () => calls.run(() => health.read()),
    due: (until) => calls.run(() => dueJobs(pool, until, clock.now())),
    async close() {
      if (calls.closed()) return;
      await calls.close();
      leases.close();
      await Promise.all([hints.close(), dumping.close(), sweeper.close()]);
      await pool.end();
    },
  });
}
