import type { ChainedEntry } from '../../../src/shared/chain.ts';
import { companyId } from '../../../src/shared/ids.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Disk } from '../disk/disk.ts';
import type { StoreFormat } from '../state/format.ts';
import { chainFaultText, faultOfNext } from '../state/ledger.ts';
import { nameDamage, type Damage } from './damage.ts';
import { decodeLine, type CompanyEntry, type Group, type Line } from './line.ts';
import { monthFile, monthName, monthsIn, type Month } from './months.ts';
import { readLines, type RawLine } from './read-lines.ts';

export type Head = Pick<ChainedEntry, 'n' | 'hash'>;

export interface Verified {
  /** The last entry of each company. */
  readonly heads: ReadonlyMap<string, Head>;
  readonly lines: number;
  /** Bytes after the last whole line: what is being written now, or was when the power went. */
  readonly torn: number;
}

export type LedgerFault = ({ readonly kind: 'damaged' } & Damage) | { readonly kind: 'newer_format' };

interface Walk {
  heads: Map<string, Head>;
  seq: number;
  group: Group;
}

/** Given the entries that hold, some at a time, in the order of the ledger. */
export type OnEntries = (entries: readonly CompanyEntry[]) => void | Promise<void>;

/** Reads the whole ledger and nothing else: every checksum, every line in its place, every chain from its start. */
export async function verifyLedger(
  disk: Disk,
  folder: string,
  format: StoreFormat,
  onEntries: OnEntries = () => undefined,
): Promise<Result<Verified, LedgerFault>> {
  const walk: Walk = { heads: new Map(), seq: 0, group: [0, 0] };
  const months = await monthsIn(disk, folder);
  let torn = 0;
  for (const month of months) {
    const read = await verifyMonth(disk, { folder, month, format }, walk, onEntries);
    if (!read.ok) return read;
    torn = read.value;
    if (torn > 0 && month !== months.at(-1)) return fail(await damageAtEnd(disk, folder, month, walk));
  }
  return ok({ heads: walk.heads, lines: walk.seq, torn });
}

/** Answers how many bytes are left after the last whole line. */
async function verifyMonth(
  disk: Disk,
  { folder, month, format }: { readonly folder: string; readonly month: Month; readonly format: StoreFormat },
  walk: Walk,
  onEntries: OnEntries,
): Promise<Result<number, LedgerFault>> {
  const file = await disk.openToRead(monthFile(folder, month));
  try {
    let number = 0;
    for await (const lines of readLines(file)) {
      const entries: CompanyEntry[] = [];
      for (const [i, raw] of lines.entries()) {
        if (!raw.ended) return ok(raw.bytes.length);
        number += 1;
        const decoded = decodeLine(raw.bytes, format);
        if (!decoded.ok && decoded.failure === 'newer') return fail({ kind: 'newer_format' });
        const says = decoded.ok ? faultOf(decoded.value, walk) : 'its checksum does not hold';
        if (says !== undefined || !decoded.ok) {
          await onEntries(entries);
          const entry = nameDamage(raw.bytes, following(lines, i, format), walk.heads);
          const place = { file: monthName(month), line: number, says: says ?? '' };
          return fail({ kind: 'damaged', ...place, ...(entry === undefined ? {} : { entry }) });
        }
        step(walk, decoded.value);
        entries.push(...(decoded.value.batch.entries ?? []));
      }
      await onEntries(entries);
    }
    return ok(0);
  } finally {
    await file.close();
  }
}

/** Why the line cannot stand here, though it is whole. */
function faultOf({ seq, group, batch }: Line, walk: Walk): string | undefined {
  if (seq !== walk.seq + 1) return `line ${walk.seq + 1} of the ledger is missing`;
  if (!groupFollows(walk.group, group)) return 'it does not belong to the group of lines it stands in';
  const heads = new Map(walk.heads);
  for (const entry of batch.entries ?? []) {
    const fault = faultOfNext(companyId(entry.company), entry, heads.get(entry.company));
    if (fault !== undefined) return chainFaultText[fault.kind];
    heads.set(entry.company, entry);
  }
  return undefined;
}

function groupFollows([lastNumber, lastPlace]: Group, [number, place]: Group): boolean {
  return number === lastNumber ? place === lastPlace + 1 : number === lastNumber + 1 && place === 0;
}

function step(walk: Walk, { seq, group, batch }: Line): void {
  walk.seq = seq;
  walk.group = group;
  for (const { company, n, hash } of batch.entries ?? []) walk.heads.set(company, { n, hash });
}

function following(lines: readonly RawLine[], index: number, format: StoreFormat): readonly CompanyEntry[] {
  return lines.slice(index + 1).flatMap(({ bytes }) => {
    const line = decodeLine(bytes, format);
    return line.ok ? (line.value.batch.entries ?? []) : [];
  });
}

async function damageAtEnd(disk: Disk, folder: string, month: Month, walk: Walk): Promise<LedgerFault> {
  const file = await disk.openToRead(monthFile(folder, month));
  try {
    let number = 0;
    let bytes: Buffer = Buffer.alloc(0);
    for await (const lines of readLines(file)) {
      number += lines.length;
      bytes = lines.at(-1)?.bytes ?? bytes;
    }
    const entry = nameDamage(bytes, [], walk.heads);
    const place = { file: monthName(month), line: number, says: 'it breaks off, though the ledger goes on after it' };
    return { kind: 'damaged', ...place, ...(entry === undefined ? {} : { entry }) };
  } finally {
    await file.close();
  }
}
