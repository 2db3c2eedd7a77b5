import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderLock, LockedBy } from './disk.ts';
import { lifeOf, thisProcess, type Owner } from './owner.ts';

interface Claim extends Owner {
  /** Tells this lock from every other one. */
  readonly token: string;
}

const beatMs = 2_000;
/** An owner of whom nothing else is known is dead when it was not heard for this long. */
const silenceMs = 3 * beatMs;

/**
 * Takes the folder by a file that names the process. The lock of a process that ended is taken over at once where the
 * system tells that it ended; where it cannot (another container, a number used again), once its heart has stopped.
 */
export async function lockFolder(folder: string, onLost: () => void): Promise<FolderLock | LockedBy> {
  const path = join(folder, 'lock');
  const mine: Claim = { ...(await thisProcess()), token: randomUUID() };
  if (!(await create(path, mine))) {
    const owner = await livingOwner(path, mine);
    if (owner !== undefined) return { kind: 'locked', pid: owner.pid };
    if (!(await takeOver(path, mine))) return { kind: 'locked', pid: (await claimIn(path))?.pid ?? 0 };
  }
  const heart = setInterval(() => void beat(path, mine, stop), beatMs).unref();
  const stop = (): void => {
    clearInterval(heart);
    onLost();
  };
  return {
    kind: 'taken',
    async release() {
      clearInterval(heart);
      if ((await claimIn(path))?.token === mine.token) await rm(path, { force: true });
    },
  };
}

/** The process that has the folder now, if any. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  return livingOwner(join(folder, 'lock'), await thisProcess());
}

async function livingOwner(path: string, me: Owner): Promise<Owner | undefined> {
  const owner = await claimIn(path);
  if (owner === undefined) return undefined;
  const life = await lifeOf(owner, me);
  if (life === 'unknown') return (await beats(path)) ? owner : undefined;
  return life === 'alive' ? owner : undefined;
}

/** One process at a time clears a stale lock away; otherwise the second would clear away what the first just took. */
async function takeOver(path: string, mine: Claim): Promise<boolean> {
  const turn = `${path}.turn`;
  if (!(await create(turn, mine)) && !(await clearTurn(turn, mine))) return false;
  try {
    if ((await livingOwner(path, mine)) !== undefined) return false;
    await rm(path, { force: true });
    return await create(path, mine);
  } finally {
    await rm(turn, { force: true });
  }
}

async function clearTurn(turn: string, mine: Claim): Promise<boolean> {
  const holder = await claimIn(turn);
  if (holder !== undefined && (await lifeOf(holder, mine)) !== 'dead') return false;
  await rm(turn, { force: true });
  return create(turn, mine);
}

async function create(path: string, claim: Claim): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(claim), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** `undefined` for no lock and for one whose writer died before it had said who it is. */
async function claimIn(path: string): Promise<Claim | undefined> {
  for (let left = 10; left > 0; left -= 1) {
    const text = await readFile(path, 'utf8').catch((error: unknown) => (isMissing(error) ? undefined : ''));
    const claim = text === undefined ? undefined : claimOf(text);
    if (text === undefined || claim !== undefined) return claim;
    // it may be in the middle of being written
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

function claimOf(text: string): Claim | undefined {
  try {
    return JSON.parse(text) as Claim;
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function beat(path: string, mine: Claim, lost: () => void): Promise<void> {
  const now = new Date();
  if ((await claimIn(path))?.token === mine.token) await utimes(path, now, now).catch(() => undefined);
  else lost();
}

async function beats(path: string): Promise<boolean> {
  const before = await modified(path);
  for (let waited = 0; waited < silenceMs; waited += beatMs / 4) {
    await new Promise((resolve) => setTimeout(resolve, beatMs / 4));
    if ((await modified(path)) !== before) return true;
  }
  return false;
}

async function modified(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}
