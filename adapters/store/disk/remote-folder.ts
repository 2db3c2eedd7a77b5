import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** What Linux calls file systems that stand on another machine: NFS, SMB in its three names, AFS, Ceph, Coda. */
const remoteTypes = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x73757245]);

/**
 * Known on Linux by the type of the file system and on Windows by a path that names a server. A drive letter that
 * stands for a share, and any share on macOS, cannot be told from a disk here.
 */
export async function isRemoteFolder(folder: string): Promise<boolean> {
  const path = resolve(folder);
  if (process.platform === 'win32') return /^\\\\(?![?.]\\)/.test(path) || /^\\\\\?\\UNC\\/i.test(path);
  return process.platform === 'linux' && remoteTypes.has(await fileSystemType(path));
}

async function fileSystemType(path: string): Promise<number> {
  try {
    return (await statfs(path)).type >>> 0;
  } catch (error) {
    // a folder that is not there yet will stand where its parent does
    if (dirname(path) === path) throw error;
    return fileSystemType(dirname(path));
  }
}
