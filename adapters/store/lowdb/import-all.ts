import { join } from 'node:path';
import type { DumpLine, ImportFailure } from '../../../src/ports/store.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import { DiskError, type Disk, type DiskFile } from '../disk/disk.ts';
import { encodeLine } from '../ledger/line.ts';
import { ledgerFolder, monthFile, monthOf, type Month } from '../ledger/months.ts';
import type { Position } from '../ledger/read-tail.ts';
import type { Head } from '../ledger/verify-ledger.ts';
import { faultOfNext } from '../state/ledger.ts';
import { batchText, putText } from './changes.ts';
import type { CoreParts } from './open-core.ts';

/** A ledger month with the import in it, which takes its name once all of it is there. */
export interface StagedImport {
  readonly month: Month;
  readonly path: string;
}

/** Small enough to be read again for one row of it, large enough to not sum up the same few bytes all the time. */
const lineCharacters = 32 * 1024;

/** Writes the lines beside the ledger, behind what it holds; nothing of them counts until `takeStaged`. */
export async function stageImport(
  { disk, folder, format, clock }: CoreParts,
  position: Position | undefined,
  lines: AsyncIterable<DumpLine>,
): Promise<Result<StagedImport, ImportFailure>> {
  const at = clock.now();
  const month = position !== undefined && position.month > monthOf(at) ? position.month : monthOf(at);
  const path = join(ledgerFolder(folder), 'import.tmp');
  const file = await disk.open(path);
  try {
    await file.truncate(0);
    let offset = position?.month === month ? await copyUpTo(disk, monthFile(folder, month), file, position.offset) : 0;
    let line = { seq: position?.seq ?? 0, group: position?.group[0] ?? 0 };
    const write = async (texts: Lists): Promise<void> => {
      line = { seq: line.seq + 1, group: line.group + 1 };
      const bytes = encodeLine({ v: format.version, seq: line.seq, group: [line.group, 0], at }, batchText(texts));
      if ((await file.write(bytes, offset)) < bytes.length) throw new DiskError('ENOSPC', path);
      offset += bytes.length;
    };
    const written = await writeLines(lines, write);
    if (!written.ok) return written;
    await file.sync();
    return ok({ month, path });
  } finally {
    await file.close();
  }
}

/** From here on the import is part of the ledger. No file of the ledger may be open. */
export async function takeStaged({ disk, folder }: CoreParts, { month, path }: StagedImport): Promise<void> {
  await disk.rename(path, monthFile(folder, month));
  await disk.syncFolder(ledgerFolder(folder));
}

interface Lists {
  readonly [name: string]: string[];
}

async function writeLines(
  lines: AsyncIterable<DumpLine>,
  write: (lists: Lists) => Promise<void>,
): Promise<Result<undefined, ImportFailure>> {
  const heads = new Map<string, Head>();
  let lists = emptyLists();
  let characters = 0;
  let sequence = 0;
  for await (const line of lines) {
    if (line.type === 'entry') {
      const fault = faultOfNext(line.company, line.entry, heads.get(line.company));
      if (fault !== undefined) return fail({ kind: 'broken_chain', company: line.company, n: fault.n });
      heads.set(line.company, { n: line.entry.n, hash: line.entry.hash });
    }
    if (line.type === 'row') sequence += 1;
    const { list, text } = textOf(line, sequence);
    lists[list]?.push(text);
    characters += text.length;
    if (characters < lineCharacters) continue;
    await write(lists);
    lists = emptyLists();
    characters = 0;
  }
  if (characters > 0) await write(lists);
  return ok();
}

function emptyLists(): Lists {
  return { put: [], unique: [], entries: [], done: [], enqueue: [] };
}

function textOf(line: DumpLine, sequence: number): { readonly list: string; readonly text: string } {
  switch (line.type) {
    case 'row': {
      const { value, ...row } = line.row;
      return { list: 'put', text: putText({ ...row, sequence, indexes: line.indexes, text: JSON.stringify(value) }) };
    }
    case 'entry': {
      const { n, prevHash, hash, text } = line.entry;
      return { list: 'entries', text: JSON.stringify({ company: line.company, n, prevHash, hash, text }) };
    }
    case 'unique':
      return { list: 'unique', text: JSON.stringify({ key: line.key, until: line.until }) };
    case 'job':
      return { list: 'enqueue', text: JSON.stringify(line.job) };
  }
}

async function copyUpTo(disk: Disk, from: string, to: DiskFile, end: number): Promise<number> {
  const source = await disk.openToRead(from);
  try {
    const bytes = await source.readAt(0, end);
    if ((await to.write(bytes, 0)) < end) throw new DiskError('ENOSPC', from);
    return end;
  } finally {
    await source.close();
  }
}
