import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDist } from '../build-dist.ts';
import { nextTurn } from './bot-process.ts';

/** How long a build may take on a loaded machine: the lock of one that is older was left behind. */
export const buildMs = 240_000;

const lock = join('dist', '.building');
const marker = join('dist', '.built-from');

/** Builds `dist` when it is not of these sources. Test files that start processes run at once: one builds, others wait. */
export async function built(): Promise<void> {
  await locked(async () => {
    const sources = await fingerprintOf(['src', 'adapters']);
    if ((await readFile(marker, 'utf8').catch(() => '')) === sources) return;
    if ((await buildDist()) !== 0) throw new Error('the bot could not be built');
    await writeFile(marker, sources);
  });
}

async function locked(act: () => Promise<void>): Promise<void> {
  await mkdir('dist', { recursive: true });
  while (!(await taken())) await nextTurn();
  try {
    await act();
  } finally {
    await rmdir(lock);
  }
}

async function taken(): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    const since = (await stat(lock).catch(() => undefined))?.mtimeMs;
    if (since !== undefined && Date.now() - since > buildMs) await rmdir(lock).catch(() => undefined);
    return false;
  }
}

/** Names the sources as they are now: what was built from others is not used. */
async function fingerprintOf(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const names = (await readdir(folder, { recursive: true }))
      .filter((name) => /\.(ts|sql|json|png)$/.test(name))
      .sort();
    for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex');
}
