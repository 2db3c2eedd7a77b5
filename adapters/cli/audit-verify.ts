import type { Variables } from '../config/variables.ts';
import { DiskError } from '../store/disk/disk.ts';
import { nodeDisk } from '../store/disk/node-disk.ts';
import { damageText } from '../store/ledger/damage.ts';
import { ledgerFolder, monthsIn } from '../store/ledger/months.ts';
import { verifyLedger, type LedgerFault, type OnEntries, type Verified } from '../store/ledger/verify-ledger.ts';
import { storeFormat } from '../store/state/format.ts';
import type { Result } from '../../src/shared/result.ts';
import { dataFolder } from './data-folder.ts';
import { complain, say } from './say.ts';

export interface AuditVerifyChoices {
  readonly variables: Variables;
  /** `<n:hash>` of an entry that was noted elsewhere: only that shows when the end of a ledger was cut off. */
  readonly head?: string;
}

/** `countersign audit verify`: 0 when the ledger is whole, 1 when it is broken, 2 when it cannot be read. */
export async function auditVerify({ variables, head }: AuditVerifyChoices): Promise<number> {
  const noted = head === undefined ? undefined : /^(\d+):([0-9a-f]{64})$/i.exec(head);
  if (noted === null) {
    complain('--head takes the number and the hash of an entry, such as 120:9f86d0…');
    return 2;
  }
  let found = 0;
  const verified = await readLedger(variables, (entries) => {
    found += entries.filter(({ n, hash }) => n === Number(noted?.[1]) && hash === noted?.[2]?.toLowerCase()).length;
  });
  if (typeof verified === 'number') return verified;
  if (!verified.ok) return tellFault(verified.failure);
  if (noted !== undefined && found === 0) {
    complain(
      `The ledger is broken: no company's entry ${noted[1]} has the hash that was noted. Its end was cut off, or another ledger stands in its place.`,
    );
    return 1;
  }
  tellWhole(verified.value);
  return 0;
}

/** Reads all of the ledger, whether the bot runs or not; answers the exit code when there is nothing to read. */
export async function readLedger(
  variables: Variables,
  onEntries?: OnEntries,
): Promise<Result<Verified, LedgerFault> | number> {
  const folder = dataFolder(variables);
  if (!folder.ok) {
    complain(folder.failure);
    return 2;
  }
  const disk = nodeDisk();
  try {
    if ((await monthsIn(disk, folder.value)).length === 0) {
      complain(`There is no ledger in ${ledgerFolder(folder.value)}. DATA_DIR names the data folder of the bot.`);
      return 2;
    }
    return await verifyLedger(disk, folder.value, storeFormat, onEntries);
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    complain(`The ledger cannot be read (${error.message}).`);
    return 2;
  }
}

/** Says what is wrong; answers the exit code. */
export function tellFault(fault: LedgerFault): number {
  if (fault.kind === 'newer_format') {
    complain('The ledger was written by a newer version; that version can verify it.');
    return 2;
  }
  complain(`The ledger is broken at ${damageText(fault)}.`);
  return 1;
}

export function tellWhole({ heads, lines, torn }: Verified): void {
  say(`The ledger is whole: ${lines} lines.`);
  for (const [company, { n, hash }] of heads) say(`  Company ${company}: ${n} entries, head ${n}:${hash}`);
  if (torn > 0) {
    say(`  After the last line stand ${torn} bytes of one that is being written, or was when the machine went down.`);
  }
}
