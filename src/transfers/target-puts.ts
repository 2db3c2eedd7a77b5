import type { Commit, Put, Store } from '../ports/store.ts';
import { targetKey } from './keys.ts';
import { readTarget, stored, type Target } from './memory.ts';
import type { Ended, Leavable, Open, Transfer } from './transfer.ts';
import { isOpen } from './transitions.ts';

interface Step {
  readonly before: Leavable | undefined;
  readonly after: Transfer;
  readonly replaced?: { readonly before: Open; readonly after: Ended };
}

type TargetPuts = { readonly expect: NonNullable<Commit['expect']>; readonly put: readonly Put[] };

/** The number in Sage belongs to this record from opening to end, and for ever once it stands there. */
export async function targetPuts(store: Store, { before, after, replaced }: Step): Promise<TargetPuts | 'taken'> {
  const kept = isOpen(after) || after.state === 'synced';
  const wanted = kept ? [after.offer.target] : [];
  const touched = new Set([
    ...wanted,
    ...[before, replaced?.before].flatMap((old) => (old === undefined ? [] : [old.offer.target])),
  ]);
  const expect: { collection: 'targets'; id: string; rev: number }[] = [];
  const put: Put[] = [];
  for (const key of touched) {
    const id = targetKey(after.sageCompany, after.kind, key);
    const target = await readTarget(store, after.sageCompany, after.kind, key);
    const ours = target.value?.record === after.record;
    const free = target.value?.record === undefined;
    const next: Target = wanted.includes(key) ? { record: after.record, transfer: after.id } : {};
    if (wanted.includes(key) && !ours && !free) {
      // a blocked transfer says that the number is another record's; nothing else may go on without it
      if (after.state !== 'blocked') return 'taken';
      continue;
    }
    if (!wanted.includes(key) && !ours) continue;
    if (target.value?.transfer === next.transfer && target.value?.record === next.record) continue;
    expect.push({ collection: 'targets', id, rev: target.rev });
    put.push({ collection: 'targets', id, value: stored(next) });
  }
  return { expect, put };
}
