import type { Client } from 'pg';
import type { Clock } from '../../../src/ports/clock.ts';
import type { DumpLine, ImportFailure } from '../../../src/ports/store.ts';
import type { Result } from '../../../src/shared/result.ts';
import { type ConnectionOptions, createClient } from './connections.ts';
import { dumpFrom } from './export.ts';
import { importInto } from './import.ts';

/** Moving everything out or in, on connections of their own: it can take long, and nobody else shall wait for one. */
export interface Dumping {
  exportAll(): AsyncGenerator<DumpLine>;
  importAll(lines: AsyncIterable<DumpLine>): Promise<Result<undefined, ImportFailure>>;
  /** Cuts off exports that nobody reads to the end. */
  close(): Promise<void>;
}

export function createDumping(connection: ConnectionOptions, clock: Clock): Dumping {
  const exporting = new Set<Client>();

  return {
    async *exportAll() {
      const client = createClient(connection);
      exporting.add(client);
      try {
        await client.connect();
        yield* dumpFrom(client, clock.now());
      } finally {
        exporting.delete(client);
        await client.end();
      }
    },
    async importAll(lines) {
      const client = createClient(connection);
      try {
        await client.connect();
        return await importInto(client, lines, clock.now());
      } finally {
        await client.end();
      }
    },
    async close() {
      await Promise.all([...exporting].map((client) => client.end()));
    },
  };
}
