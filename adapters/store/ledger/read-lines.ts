import type { DiskFile } from '../disk/disk.ts';

/** A line as it stands in a file, without its end. */
export interface RawLine {
  readonly bytes: Buffer;
  readonly at: number;
  /** Where the next line begins. */
  readonly end: number;
  /** `false` for what stands after the last end of a line. */
  readonly ended: boolean;
}

const chunkBytes = 4 * 1024 * 1024;
const lf = 0x0a;

/** The lines of a file from a place on, in chunks: a ledger may be larger than memory. */
export async function* readLines(file: DiskFile, from = 0): AsyncIterable<readonly RawLine[]> {
  let at = from;
  let kept: Buffer = Buffer.alloc(0);
  for (;;) {
    const read = await file.readAt(at + kept.length, chunkBytes);
    const bytes = kept.length === 0 ? read : Buffer.concat([kept, read]);
    if (read.length === 0) {
      if (bytes.length > 0) yield [{ bytes, at, end: at + bytes.length, ended: false }];
      return;
    }
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(lf); end !== -1; end = bytes.indexOf(lf, start)) {
      lines.push({ bytes: bytes.subarray(start, end), at: at + start, end: at + end + 1, ended: true });
      start = end + 1;
    }
    kept = bytes.subarray(start);
    at += start;
    yield lines;
  }
}
