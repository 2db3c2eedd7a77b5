import type { Engine } from './engine.ts';
import { later, rest, type Stage, type Step } from './step.ts';
import type { SentBack } from './transfer.ts';

/** Sets a record that was sent back so that its author can edit it in Procore, where the person asked for that. */
export async function reopen(engine: Engine, stage: Stage, transfer: SentBack): Promise<Step> {
  if (transfer.to !== 'reopen') return rest;
  const done = await stage.flow.reopen(stage.site, { project: transfer.project, record: transfer.record });
  if (done.ok) return rest;
  if (done.failure.kind === 'unavailable') return later(engine, transfer.changedAt);
  engine.log.warn('transfer.reopen_failed', { transfer: transfer.id, reason: done.failure.kind });
  return rest;
}
