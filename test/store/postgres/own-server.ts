import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A server of a test's own, which it may stop and kill. */
export interface OwnServer {
  readonly url: string;
  /** `immediate` is what a crash is to the files: nothing is written any more, and the next start recovers. */
  halt(how: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

const script = fileURLToPath(new URL('../../../.ci/postgres', import.meta.url));
const run = promisify(execFile);

export async function ownServer(): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-postgres-'));
  const control = async (...words: readonly string[]): Promise<string> => {
    const [action = '', ...rest] = words;
    const env = { ...process.env, COUNTERSIGN_POSTGRES_INSTALL: 'never' };
    return (await run('bash', [script, action, folder, ...rest], { env })).stdout.trim();
  };
  const url = await control('start');
  return {
    url,
    halt: async (how) => void (await control('halt', how)),
    start: async () => void (await control('start')),
    async remove() {
      await control('stop');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
