import { join } from 'node:path';
import { copyLedger, backupsFolder } from '../ledger/copy-ledger.ts';
import type { CoreParts } from './open-core.ts';
import { writeMarker } from './store-marker.ts';

/** Keeps the folder as the earlier version left it, so that the upgrade can be taken back. */
export async function backupBeforeUpgrade({ disk, folder, clock, log }: CoreParts, version: number): Promise<void> {
  const name = `format-${version}-${new Date(clock.now()).toISOString().replaceAll(':', '-')}`;
  const to = join(backupsFolder(folder), name);
  await copyLedger(disk, folder, to);
  await writeMarker(disk, to, { v: version, began: true });
  log.info('store.backup_before_upgrade', { kept: `backups/${name}`, format: version });
}
