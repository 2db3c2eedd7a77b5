/** A store as simple as can be: lists, walked from start to end. It keeps one collection, one index and one queue. */
export interface Model {
  rows: { id: string; rev: number; n: number; key: string | undefined }[];
  keys: string[];
  jobs: ModelJob[];
  entries: number;
}

interface ModelJob {
  key: string;
  lane: string | undefined;
  rank: number;
  runAt: number;
  attempt: number;
  moved: boolean;
  lease: { lane: string | undefined; until: number; claim: number } | undefined;
}

/** A commit in the model's words; `done` are numbers of claims, the first that was answered being 1. */
export interface ModelCommit {
  readonly expect: readonly { readonly id: string; readonly rev: number }[];
  readonly put: readonly { readonly id: string; readonly n: number; readonly key: string | undefined }[];
  readonly unique: readonly string[];
  readonly enqueue: readonly {
    readonly key: string;
    readonly lane: string | undefined;
    readonly rank: number;
    readonly runAt: number;
  }[];
  readonly done: readonly number[];
}

export function emptyModel(): Model {
  return { rows: [], keys: [], jobs: [], entries: 0 };
}

export function modelCommit(model: Model, commit: ModelCommit): 'ok' | 'conflict' | 'duplicate' {
  const leased = (claim: number): boolean => model.jobs.some(({ lease }) => lease?.claim === claim);
  const revOf = (id: string): number => model.rows.find((row) => row.id === id)?.rev ?? 0;
  if (commit.expect.some(({ id, rev }) => revOf(id) !== rev) || !commit.done.every(leased)) return 'conflict';
  if (commit.unique.some((key) => model.keys.includes(key))) return 'duplicate';

  for (const { id, n, key } of commit.put) {
    const row = model.rows.find((other) => other.id === id);
    if (row === undefined) model.rows.push({ id, rev: 1, n, key });
    else Object.assign(row, { rev: row.rev + 1, n, key });
  }
  model.keys.push(...commit.unique);
  model.entries += 1;
  for (const claim of commit.done) {
    model.jobs = model.jobs.filter((job) => job.lease?.claim !== claim || job.moved);
    for (const job of model.jobs) if (job.lease?.claim === claim) job.lease = undefined;
  }
  for (const { key, lane, rank, runAt } of commit.enqueue) {
    const job = model.jobs.find((other) => other.key === key);
    if (job === undefined) model.jobs.push({ key, lane, rank, runAt, attempt: 0, moved: false, lease: undefined });
    else Object.assign(job, { lane, rank, runAt, attempt: 0, moved: true });
  }
  return 'ok';
}

export function modelClaim(model: Model, claim: number, now: number, leaseMs: number): string | undefined {
  const running = model.jobs.flatMap(({ lease }) => (lease !== undefined && lease.until > now ? [lease] : []));
  const free = model.jobs.filter(
    (job) =>
      job.runAt <= now &&
      !(job.lease !== undefined && job.lease.until > now) &&
      !(job.lane !== undefined && running.some(({ lane }) => lane === job.lane)),
  );
  const next = free.reduce<ModelJob | undefined>(
    (best, job) => (best === undefined || job.rank < best.rank ? job : best),
    undefined,
  );
  if (next === undefined) return undefined;
  Object.assign(next, {
    attempt: next.attempt + 1,
    moved: false,
    lease: { lane: next.lane, until: now + leaseMs, claim },
  });
  return `${next.key} ${next.attempt}`;
}
