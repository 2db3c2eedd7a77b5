import { readingFailureText } from '../store/postgres/reading.ts';
import { verifyDatabase } from '../store/postgres/verify-database.ts';
import type { OnEntries, Verified } from '../store/ledger/verify-ledger.ts';
import { complain } from './say.ts';

/** Reads all of the ledger in a database and changes nothing there; says what is wrong with it, like `readLedger`. */
export async function readDatabase(url: string, onEntries?: OnEntries): Promise<Verified | number> {
  const verified = await verifyDatabase(url, onEntries);
  if (verified.ok) return verified.value;
  const { failure } = verified;
  if (failure.kind === 'broken') {
    complain(`The ledger is broken at entry ${failure.n} of company ${failure.company}: ${failure.says}.`);
    return 1;
  }
  complain(readingFailureText(failure));
  return 2;
}
