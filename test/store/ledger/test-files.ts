import type { Random } from './seeded-random.ts';

export interface Inode {
  durable: Buffer;
  current: Buffer;
  /** What it held at some time since the last sync: any of it may have reached the disk. */
  since: Buffer[];
  modified: number;
}

/** Which names there are, and which of them are durable. */
export interface Names {
  readonly names: Map<string, Inode>;
  readonly durableNames: Map<string, Inode>;
}

const pageBytes = 64;
let clockTicks = 0;

export const inodeOf = (content: Buffer): Inode => ({
  durable: content,
  current: content,
  since: [],
  modified: tick(),
});

export function tick(): number {
  return ++clockTicks;
}

/** Files all of which are durable. */
export function durableFiles(contents: ReadonlyMap<string, Buffer>): Names {
  const names = new Map([...contents].map(([path, content]) => [path, inodeOf(content)]));
  return { names, durableNames: new Map(names) };
}

/** The same files, which two processes may then change apart from one another. */
export function copied({ names, durableNames }: Names): Names {
  const copies = new Map<Inode, Inode>();
  const copyOf = (inode: Inode): Inode => {
    const copy = copies.get(inode) ?? { ...inode, since: [...inode.since] };
    copies.set(inode, copy);
    return copy;
  };
  const copy = (from: ReadonlyMap<string, Inode>): Map<string, Inode> =>
    new Map([...from].map(([path, inode]) => [path, copyOf(inode)]));
  return { names: copy(names), durableNames: copy(durableNames) };
}

export function carryOver(path: string, from: Map<string, Inode>, to: Map<string, Inode>): void {
  const inode = from.get(path);
  if (inode === undefined) to.delete(path);
  else to.set(path, inode);
}

/** Pages reach the disk in any order and a page may be torn; a length may be there before its pages are. */
export function remains({ durable, current: last, since }: Inode, random: Random): Buffer {
  if (durable === last) return durable;
  const some = [last, last, ...since];
  const current = some[Math.floor(random() * some.length)] ?? last;
  const sizes = [durable.length, current.length];
  const between = Math.min(...sizes) + Math.floor(random() * (Math.abs(durable.length - current.length) + 1));
  const size = [...sizes, between][Math.floor(random() * 3)] ?? 0;
  const left = Buffer.alloc(size);
  durable.copy(left);
  const share = [0.3, 0.9, 0.98, 1][Math.floor(random() * 4)] ?? 1;
  for (let at = 0; at < Math.min(size, current.length); at += pageBytes) {
    const kept = random() > share ? 0 : random() < 0.97 ? pageBytes : Math.floor(random() * pageBytes);
    current.copy(left, at, at, Math.min(at + kept, current.length));
  }
  return left;
}
