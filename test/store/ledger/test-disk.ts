import { DiskError, type Disk, type DiskFile } from '../../../adapters/store/disk/disk.ts';
import { seededRandom } from './seeded-random.ts';
import { carryOver, copied, durableFiles, inodeOf, remains, tick, type Inode, type Names } from './test-files.ts';

/** A disk in memory that does what bad disks do. Nothing is durable there before it was synced. */
export interface TestDisk extends Disk {
  readonly trouble: Trouble;
  /** The disk as the next process finds it after this one was killed: all that was written is there, durable or not. */
  afterKill(): TestDisk;
  /** The disk after the power went: of what was not synced, some pages, some lengths and some names. */
  afterPowerCut(seed: number): TestDisk;
  /** What stands in a file now, to look at or to damage. */
  content(path: string): Buffer;
  replace(path: string, content: Buffer): void;
  paths(): readonly string[];
  /** How many calls changed something. */
  changes(): number;
}

export interface Trouble {
  /** From then on nothing is answered any more, as if the machine was gone. */
  diesAfterChanges: number;
  /** So many bytes can still be written. */
  room: number;
  syncFails: boolean;
  /** Syncs answer at once and do nothing. */
  syncLies: boolean;
  writeFailsWith: string | undefined;
  truncateFails: boolean;
}

export function testDisk({ names, durableNames }: Names = { names: new Map(), durableNames: new Map() }): TestDisk {
  let locked = false;
  let changes = 0;
  const trouble: Trouble = {
    diesAfterChanges: Infinity,
    room: Infinity,
    syncFails: false,
    syncLies: false,
    writeFailsWith: undefined,
    truncateFails: false,
  };

  const isDead = (): boolean => changes > trouble.diesAfterChanges;
  /** Others run before the call and after it, as with a disk. */
  const call = async <T>(act: () => T): Promise<T> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (isDead()) return new Promise<T>(() => undefined);
    const answer = act();
    await new Promise((resolve) => setImmediate(resolve));
    return isDead() ? new Promise<T>(() => undefined) : answer;
  };
  const changing = <T>(act: () => T): Promise<T> =>
    call(() => {
      changes += 1;
      return act();
    });
  const change = (inode: Inode, content: Buffer): void => {
    inode.since.push(inode.current);
    inode.current = content;
    inode.modified = tick();
  };

  const write = (inode: Inode, bytes: Buffer, at: number): number => {
    if (trouble.writeFailsWith !== undefined) throw new DiskError(trouble.writeFailsWith, 'write');
    const growth = Math.max(0, at + bytes.length - inode.current.length);
    const taken = growth <= trouble.room ? bytes.length : bytes.length - (growth - trouble.room);
    if (taken <= 0) throw new DiskError('ENOSPC', 'write');
    trouble.room -= Math.min(growth, trouble.room);
    const content = Buffer.alloc(Math.max(inode.current.length, at + taken));
    inode.current.copy(content);
    bytes.copy(content, at, 0, taken);
    change(inode, content);
    return taken;
  };
  const sync = (inode: Inode): void => {
    if (trouble.syncFails) throw new DiskError('EIO', 'sync');
    if (trouble.syncLies) return;
    inode.durable = inode.current;
    inode.since = [];
  };
  const fileOf = (inode: Inode): DiskFile => ({
    write: (bytes, at) => changing(() => write(inode, bytes, at)),
    sync: () => changing(() => sync(inode)),
    truncate: (size) =>
      changing(() => {
        if (trouble.truncateFails) throw new DiskError('EIO', 'truncate');
        trouble.room += Math.max(0, inode.current.length - size);
        change(
          inode,
          Buffer.concat([inode.current.subarray(0, size), Buffer.alloc(Math.max(0, size - inode.current.length))]),
        );
      }),
    readAt: (at, length) => call(() => Buffer.from(inode.current.subarray(at, at + length))),
    size: () => call(() => inode.current.length),
    close: () => call(() => undefined),
  });
  const opened = (path: string): Inode => {
    const inode = names.get(path) ?? inodeOf(Buffer.alloc(0));
    names.set(path, inode);
    return inode;
  };
  const found = (path: string): Inode => {
    const inode = names.get(path);
    if (inode === undefined) throw new DiskError('ENOENT', path);
    return inode;
  };

  return {
    trouble,
    open: (path) => changing(() => fileOf(opened(path))),
    openToRead: (path) => call(() => fileOf(found(path))),
    read: (path) => call(() => names.get(path)?.current),
    list: (folder) =>
      call(() =>
        [...names.keys()]
          .filter((path) => folderOf(path) === folder)
          .map(nameOf)
          .sort(),
      ),
    stat: (path) =>
      call(() => {
        const inode = names.get(path);
        return inode === undefined ? undefined : { size: inode.current.length, modifiedMs: inode.modified };
      }),
    makeFolder: () => call(() => undefined),
    rename: (from, to) =>
      changing(() => {
        names.set(to, found(from));
        names.delete(from);
      }),
    remove: (path) => changing(() => void names.delete(path)),
    syncFolder: (folder) =>
      changing(() => {
        if (trouble.syncFails) throw new DiskError('EIO', 'sync');
        if (trouble.syncLies) return;
        for (const path of new Set([...names.keys(), ...durableNames.keys()])) {
          if (folderOf(path) === folder) carryOver(path, names, durableNames);
        }
      }),
    lock: () =>
      call(() => {
        if (locked) return { kind: 'locked', pid: process.pid } as const;
        locked = true;
        const release = async (): Promise<void> => void (locked = false);
        return { kind: 'taken', release } as const;
      }),
    isRemote: () => call(() => false),
    afterKill: () => testDisk(copied({ names, durableNames })),
    afterPowerCut(seed) {
      const random = seededRandom(seed);
      const left = new Map<string, Buffer>();
      for (const path of new Set([...names.keys(), ...durableNames.keys()])) {
        const inode = (random() < 0.5 ? names : durableNames).get(path);
        if (inode !== undefined) left.set(path, remains(inode, random));
      }
      return testDisk(durableFiles(left));
    },
    content: (path) => found(path).current,
    replace: (path, content) => change(found(path), content),
    paths: () => [...names.keys()],
    changes: () => changes,
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
