import type { TransferId } from '../shared/ids.ts';
import { flowOf, siteOf, type Engine } from './engine.ts';
import { findOut } from './find-out.ts';
import { readTransfer } from './memory.ts';
import { prepare } from './prepare.ts';
import { recheck } from './recheck.ts';
import { reopen } from './reopen.ts';
import { resume } from './send.ts';
import { stamp } from './stamp.ts';
import { rest, type Step } from './step.ts';
import type { Transfer } from './transfer.ts';

/** Carries one transfer as far as it goes now. Safe to repeat after a crash at any moment. */
export async function run(engine: Engine, id: TransferId): Promise<Exclude<Step, { then: 'go_on' }>> {
  const checked = new Set<number>();
  for (;;) {
    const transfer = (await readTransfer(engine.store, id)).value;
    // a held record is looked at once a run: only a person or the accountant changes what is found
    if (transfer === undefined || (transfer.state === 'held' && checked.has(transfer.revision)))
      return { then: 'rest' };
    if (transfer.state === 'held') checked.add(transfer.revision).add(transfer.revision + 1);
    const step = await runOnce(engine, transfer);
    if (step.then !== 'go_on') return step;
  }
}

async function runOnce(engine: Engine, transfer: Transfer): Promise<Step> {
  const site = siteOf(engine, transfer.company);
  // only direct mode writes, and a company that left the configuration is not written for
  if (site?.company.mode !== 'direct') return rest;
  const stage = { site, flow: flowOf(engine, transfer.kind) };
  switch (transfer.state) {
    case 'approved':
      return prepare(engine, stage, transfer);
    case 'sending':
      return resume(engine, transfer);
    case 'unconfirmed':
      return findOut(engine, stage, transfer);
    case 'posted':
      return stamp(engine, stage, transfer);
    case 'held':
      return recheck(engine, stage, transfer);
    case 'sent_back':
      return reopen(engine, stage, transfer);
    default:
      return rest;
  }
}
