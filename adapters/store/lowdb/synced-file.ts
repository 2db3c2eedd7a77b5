import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import type { Disk } from '../disk/disk.ts';
import { isWhole, sealed } from '../ledger/sealed.ts';

/**
 * Where a lowdb database stands. Unlike the adapters that come with lowdb it survives a power cut: compact JSON with
 * its checksum goes to a file beside it, is made durable, takes the name, and the name is made durable. Reading
 * answers `null` when there is no file and when it is not what was written. One write at a time: who writes waits.
 */
export function syncedFile<T extends object>(disk: Disk, path: string): Adapter<T> {
  return {
    async read() {
      const bytes = await disk.read(path);
      return bytes === undefined || !isWhole(bytes) ? null : (JSON.parse(bytes.toString()) as T);
    },
    async write(data) {
      const fresh = `${path}.tmp`;
      const bytes = sealed(JSON.stringify(data));
      const file = await disk.open(fresh);
      try {
        // one that a crash has left may be longer
        await file.truncate(0);
        if ((await file.write(bytes, 0)) < bytes.length) throw new Error('the disk took less than it was given');
        await file.sync();
      } finally {
        await file.close();
      }
      await disk.rename(fresh, path);
      await disk.syncFolder(dirname(path));
    },
  };
}
