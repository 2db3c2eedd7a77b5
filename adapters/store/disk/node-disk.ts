import { mkdir, open, readdir, readFile, rename, stat, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { DiskError, type Disk, type DiskFile } from './disk.ts';
import { lockFolder } from './lock-folder.ts';
import { isRemoteFolder } from './remote-folder.ts';

/** The disk of this machine. */
export function nodeDisk(): Disk {
  return {
    open: (path) => told(path, async () => diskFile(path, await openOrCreate(path))),
    openToRead: (path) => told(path, async () => diskFile(path, await open(path, 'r'))),
    read: (path) => told(path, () => unlessMissing(readFile(path))),
    list: (folder) => told(folder, async () => ((await unlessMissing(readdir(folder))) ?? []).sort()),
    stat: (path) =>
      told(path, async () => {
        const found = await unlessMissing(stat(path));
        return found === undefined ? undefined : { size: found.size, modifiedMs: found.mtimeMs };
      }),
    makeFolder: (path) => told(path, async () => void (await mkdir(path, { recursive: true }))),
    rename: (from, to) => told(to, () => patiently(() => rename(from, to))),
    remove: (path) => told(path, () => patiently(async () => void (await unlessMissing(unlink(path))))),
    syncFolder: (path) => told(path, () => syncFolder(path)),
    lock: (folder, onLost) => told(folder, () => lockFolder(folder, onLost)),
    isRemote: (folder) => told(folder, () => isRemoteFolder(folder)),
  };
}

function diskFile(path: string, handle: FileHandle): DiskFile {
  return {
    write: (bytes, at) => told(path, async () => (await handle.write(bytes, 0, bytes.length, at)).bytesWritten),
    sync: () => told(path, () => handle.datasync()),
    truncate: (size) => told(path, () => handle.truncate(size)),
    readAt: (at, length) =>
      told(path, async () => {
        const bytes = Buffer.allocUnsafe(length);
        const { bytesRead } = await handle.read(bytes, 0, length, at);
        return bytes.subarray(0, bytesRead);
      }),
    size: () => told(path, async () => (await handle.stat()).size),
    close: () => told(path, () => handle.close()),
  };
}

/** Not opened for appending: Windows does not let such a handle truncate. */
async function openOrCreate(path: string): Promise<FileHandle> {
  const existing = await unlessMissing(open(path, 'r+'));
  if (existing !== undefined) return existing;
  await writeFile(path, '', { flag: 'a' });
  return open(path, 'r+');
}

/** Windows has no such thing: there names are as durable as the file system makes them. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const renameTries = 10;
const renamePauseMs = 50;

/** A virus scanner on Windows holds a fresh file for a moment. */
async function patiently(act: () => Promise<void>): Promise<void> {
  for (let left = renameTries; ; left -= 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (left <= 1 || !['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, renamePauseMs));
    }
  }
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function told<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new DiskError(codeOf(error), path, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
}
