import { instant, type Instant } from '../shared/dates.ts';
import { transferId, type ProjectId } from '../shared/ids.ts';
import type { SageRecord } from '../ports/sage.ts';
import type { Enqueue } from '../ports/store.ts';
import type { Engine } from './engine.ts';
import type { Flow, Site } from './flow.ts';
import { linkKey } from './keys.ts';
import { lookJob } from './look-job.ts';
import { readTransfer } from './memory.ts';

/** What leads to a job's records may be as old as that: it is looked at again before anything follows. */
const rememberedMs = 600_000;

/** The records of one project and kind as Sage has them, void ones included; `undefined` when they cannot be read. */
export async function booksOf(
  site: Site,
  flow: Flow,
  project: ProjectId,
  now: Instant,
): Promise<readonly SageRecord[] | undefined> {
  const asOf = instant(now - rememberedMs);
  const read = await site.procore.asOf(asOf, asOf).project(project);
  if (!read.ok || read.value.originId === undefined) return undefined;
  const job = await site.sage.asOf(asOf).job(read.value.originId);
  if (!job.ok || job.value === undefined) return undefined;
  const records = await site.sage.findByJob(flow.target, job.value.number);
  return records.ok ? records.value : undefined;
}

/**
 * Has looked at what was posted and is void in Sage, where nobody tells. One kind of one project with each poll, so that
 * it costs the same however much stands in the books.
 */
export async function lookAtBooks(engine: Engine, site: Site, flow: Flow, project: ProjectId): Promise<void> {
  const now = engine.clock.now();
  const voided = ((await booksOf(site, flow, project, now)) ?? []).filter((record) => record.voided);
  const looks: Enqueue[] = [];
  for (const { key } of voided) {
    const link = await engine.store.get('links', linkKey(site.company.sageCompany, flow.target, key));
    const id = link?.value['transfer'];
    const transfer = typeof id === 'string' ? (await readTransfer(engine.store, transferId(id))).value : undefined;
    if (transfer?.state !== 'synced' || transfer.drift?.sage === 'voided') continue;
    const { company, kind, record } = transfer;
    looks.push(lookJob(company, kind, { project: transfer.project, record }, now));
  }
  if (looks.length > 0) await engine.store.commit({ enqueue: looks });
}
