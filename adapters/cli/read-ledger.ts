import type { Result } from '../../src/shared/result.ts';
import type { Variables } from '../config/variables.ts';
import { DiskError } from '../store/disk/disk.ts';
import { nodeDisk } from '../store/disk/node-disk.ts';
import { damageText } from '../store/ledger/damage.ts';
import { ledgerFolder, monthsIn } from '../store/ledger/months.ts';
import { verifyLedger, type LedgerFault, type OnEntries, type Verified } from '../store/ledger/verify-ledger.ts';
import { storeFormat } from '../store/state/format.ts';
import { namedStore } from './named-store.ts';
import { complain, say } from './say.ts';

/**
 * Reads all of the ledger that the environment names, whether the bot runs or not. What is wrong with it is told; the
 * answer is the exit code then.
 */
export async function readLedger(variables: Variables, onEntries?: OnEntries): Promise<Verified | number> {
  const named = namedStore(variables);
  if (!named.ok) return refuse(named.failure);
  if (named.value.kind === 'folder') return readFolder(named.value.folder, onEntries);
  const { readDatabase } = await import('./read-database.ts');
  return readDatabase(named.value.url, onEntries);
}

async function readFolder(folder: string, onEntries: OnEntries | undefined): Promise<Verified | number> {
  const disk = nodeDisk();
  try {
    if ((await monthsIn(disk, folder)).length === 0)
      return refuse(`There is no ledger in ${ledgerFolder(folder)}. DATA_DIR names the data folder of the bot.`);
    return orTold(await verifyLedger(disk, folder, storeFormat, onEntries));
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    return refuse(`The ledger cannot be read (${error.message}).`);
  }
}

/** What was read; or says what is wrong, and answers the exit code. */
export function orTold(verified: Result<Verified, LedgerFault>): Verified | number {
  if (verified.ok) return verified.value;
  if (verified.failure.kind === 'newer_format')
    return refuse('The ledger was written by a newer version; that version can verify it.');
  complain(`The ledger is broken at ${damageText(verified.failure)}.`);
  return 1;
}

export function tellWhole({ heads, lines, torn }: Verified): void {
  say(`The ledger is whole: ${lines} lines.`);
  for (const [company, { n, hash }] of heads) say(`  Company ${company}: ${n} entries, head ${n}:${hash}`);
  if (torn > 0) {
    say(`  After the last line stand ${torn} bytes of one that is being written, or was when the machine went down.`);
  }
}

function refuse(text: string): number {
  complain(text);
  return 2;
}
