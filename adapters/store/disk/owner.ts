import { readFile, readlink } from 'node:fs/promises';
import { uptime } from 'node:os';

/** A process, named so that it is not taken for a later one with the same number. */
export interface Owner {
  readonly pid: number;
  /** Names the run of the machine: on Linux its boot id, elsewhere the minute in which it started. */
  readonly boot: string;
  /** When the process started, in the system's own count, and the space in which its number holds; Linux only. */
  readonly started?: string;
  readonly space?: string;
}

export type Life = 'alive' | 'dead' | 'unknown';

export async function thisProcess(): Promise<Owner> {
  const boot = await bootOfMachine();
  const started = await startOf(process.pid);
  const space = await pidSpace();
  return {
    pid: process.pid,
    boot,
    ...(started === undefined ? {} : { started }),
    ...(space === undefined ? {} : { space }),
  };
}

/** `unknown` when there is a process of that number but nothing says whether it is the one that is meant. */
export async function lifeOf(owner: Owner, me: Owner): Promise<Life> {
  if (!sameBoot(owner.boot, me.boot)) return 'dead';
  // in another container the number means another process
  if (owner.space !== me.space) return 'unknown';
  if (!exists(owner.pid)) return 'dead';
  const started = await startOf(owner.pid);
  if (owner.started === undefined || started === undefined) return owner.pid === me.pid ? 'alive' : 'unknown';
  return started === owner.started ? 'alive' : 'dead';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function bootOfMachine(): Promise<string> {
  const id = await textOf('/proc/sys/kernel/random/boot_id');
  return id ?? `minute ${Math.round((Date.now() - uptime() * 1000) / 60_000)}`;
}

/** The minute is computed from two clocks, so that the same one may be told as its neighbour. */
function sameBoot(a: string, b: string): boolean {
  const [minuteA, minuteB] = [a, b].map((boot) => /^minute (\d+)$/.exec(boot)?.[1]);
  if (minuteA === undefined || minuteB === undefined) return a === b;
  return Math.abs(Number(minuteA) - Number(minuteB)) <= 1;
}

/** The 22nd field; the second one, the program's name, may hold spaces and brackets. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await textOf(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function pidSpace(): Promise<string | undefined> {
  try {
    return await readlink('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
