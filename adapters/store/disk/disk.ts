/**
 * The little that the store asks of a disk, so that a test can be a bad one. What is not said to be durable may be
 * lost, in part and in any order, when the power goes. Every call may throw a `DiskError`.
 */
export interface Disk {
  /** Opens a file for reading and writing, and creates it when it is not there. */
  open(path: string): Promise<DiskFile>;
  openToRead(path: string): Promise<DiskFile>;
  /** The whole content, `undefined` when there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  /** Names in a folder, sorted; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  stat(path: string): Promise<FileStat | undefined>;
  makeFolder(path: string): Promise<void>;
  /** Replaces what stands under the new name. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file if it is there. */
  remove(path: string): Promise<void>;
  /** Makes names in the folder durable: what was created, renamed and removed. */
  syncFolder(path: string): Promise<void>;
  /** Takes the folder for this process, and answers who has it when another one does. */
  lock(folder: string, onLost: () => void): Promise<FolderLock | LockedBy>;
  /** Whether the folder is known to stand on another machine, where neither locks nor syncs mean what they say. */
  isRemote(folder: string): Promise<boolean>;
}

export interface DiskFile {
  /** How many bytes of it were taken, which can be fewer than given when the disk is full. */
  write(bytes: Buffer, at: number): Promise<number>;
  /** Makes content and size durable. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  /** Fewer bytes than asked for when the file ends before. */
  readAt(at: number, length: number): Promise<Buffer>;
  size(): Promise<number>;
  close(): Promise<void>;
}

export interface FileStat {
  readonly size: number;
  readonly modifiedMs: number;
}

export interface FolderLock {
  readonly kind: 'taken';
  release(): Promise<void>;
}

export interface LockedBy {
  readonly kind: 'locked';
  readonly pid: number;
}

/** What a disk throws; `code` is the system's, such as ENOSPC. */
export class DiskError extends Error {
  readonly code: string;

  constructor(code: string, what: string, options?: ErrorOptions) {
    super(`${what}: ${code}`, options);
    this.name = 'DiskError';
    this.code = code;
  }
}
