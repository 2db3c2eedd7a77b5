import type { LedgerWriter } from '../ledger/ledger-writer.ts';
import type { CoreParts } from './open-core.ts';
import { writeMarker } from './store-marker.ts';

/** Has the marker say that something was recorded, before the first commit is acknowledged. */
export function markBegun({ disk, folder, format, log }: CoreParts, writer: LedgerWriter): LedgerWriter {
  let begun = writer.position() !== undefined;
  return {
    ...writer,
    async append(texts, at) {
      const written = await writer.append(texts, at);
      if (!written.ok || begun) return written;
      begun = true;
      try {
        await writeMarker(disk, folder, { v: format.version, began: true });
      } catch (error) {
        // the commit is durable; only a folder that is emptied later will look like a first start
        log.warn('store.marker_not_written', { error: String(error) });
      }
      return written;
    },
  };
}
