import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Disk } from '../disk/disk.ts';
import type { StoreFormat } from '../state/format.ts';
import { decodeLine, type Group, type Line } from './line.ts';
import { monthFile, monthName, monthsIn, type Month } from './months.ts';
import { readLines } from './read-lines.ts';
import { isWhole } from './sealed.ts';
import { verifyLedger, type LedgerFault } from './verify-ledger.ts';

/** The end of a line in the ledger, and which line it is. */
export interface Position {
  readonly month: Month;
  readonly offset: number;
  readonly seq: number;
  readonly group: Group;
}

/** Where a line stands. */
export interface Place {
  readonly month: Month;
  readonly at: number;
  readonly length: number;
}

/** What is known of the ledger from an earlier run. */
export interface Known {
  readonly position: Position;
  /** Size and time of each file when the position was noted: one that has both still was not touched since. */
  readonly files: readonly { readonly month: Month; readonly size: number; readonly modifiedMs: number }[];
}

export interface Tail {
  /** After the last good line; `undefined` for an empty ledger. */
  readonly position: Position | undefined;
  /** What follows it is the rest of a write that was never made durable. */
  readonly torn: boolean;
}

export interface TailReader {
  readonly disk: Disk;
  readonly folder: string;
  readonly format: StoreFormat;
  readonly visit: (line: Line, place: Place) => void;
}

/**
 * Reads the lines after what is known, and checks the sums of what is known where its file was touched since. Damage
 * that can be the rest of the last write ends the reading; any other is a fault, for it hit what was durable.
 */
export async function readTail(reader: TailReader, known: Known | undefined): Promise<Result<Tail, LedgerFault>> {
  const months = await monthsIn(reader.disk, reader.folder);
  for (const month of known?.files.map((file) => file.month) ?? []) {
    if (!(await knownPartHolds(reader, month, known))) return fail(await named(reader, month));
  }
  const walk: Walk = { position: known?.position, torn: false };
  for (const month of months.filter((each) => each >= (known?.position.month ?? ''))) {
    const from = month === known?.position.month ? known.position.offset : 0;
    const fault = await readMonth(reader, { month, from }, walk);
    if (fault === 'newer') return fail({ kind: 'newer_format' });
    if (fault === 'damaged') return fail(await named(reader, month));
  }
  return ok(walk);
}

interface Walk {
  position: Position | undefined;
  torn: boolean;
}

async function knownPartHolds({ disk, folder }: TailReader, month: Month, known: Known | undefined): Promise<boolean> {
  const noted = known?.files.find((file) => file.month === month);
  const limit = month === known?.position.month ? known.position.offset : noted?.size;
  const found = await disk.stat(monthFile(folder, month));
  if (noted === undefined || limit === undefined || found === undefined || found.size < limit) return false;
  if (found.size === noted.size && found.modifiedMs === noted.modifiedMs) return true;
  const file = await disk.openToRead(monthFile(folder, month));
  try {
    let end = 0;
    for await (const lines of readLines(file)) {
      for (const line of lines) {
        if (line.at >= limit) break;
        if (!isWhole(line.bytes)) return false;
        end = line.end;
      }
      if (end >= limit) break;
    }
    return end === limit;
  } finally {
    await file.close();
  }
}

async function readMonth(
  { disk, folder, format, visit }: TailReader,
  { month, from }: { readonly month: Month; readonly from: number },
  walk: Walk,
): Promise<'newer' | 'damaged' | undefined> {
  const file = await disk.openToRead(monthFile(folder, month));
  try {
    for await (const lines of readLines(file, from)) {
      for (const raw of lines) {
        const line = raw.ended ? decodeLine(raw.bytes, format) : fail('damaged' as const);
        if (!line.ok && line.failure === 'newer') return 'newer';
        const awaited = (walk.position?.seq ?? 0) + 1;
        if (!walk.torn && line.ok && line.value.seq === awaited) {
          visit(line.value, { month, at: raw.at, length: raw.bytes.length });
          walk.position = { month, offset: raw.end, seq: line.value.seq, group: line.value.group };
        } else {
          walk.torn = true;
          // a later group is written only when this one is durable
          if (line.ok && line.value.seq - line.value.group[1] > awaited) return 'damaged';
        }
      }
    }
    return undefined;
  } finally {
    await file.close();
  }
}

/** Reads everything once more to say which entry is hit: the start is over anyway. */
async function named({ disk, folder, format }: TailReader, month: Month): Promise<LedgerFault> {
  const verified = await verifyLedger(disk, folder, format);
  if (!verified.ok) return verified.failure;
  const says = 'lines are missing that the snapshot knows';
  return { kind: 'damaged', file: monthName(month), line: verified.value.lines + 1, says };
}
