import type { Variables } from '../config/variables.ts';
import { readLedger, tellWhole } from './read-ledger.ts';
import { complain } from './say.ts';

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
  const read = await readLedger(variables, (entries) => {
    found += entries.filter(({ n, hash }) => n === Number(noted?.[1]) && hash === noted?.[2]?.toLowerCase()).length;
  });
  if (typeof read === 'number') return read;
  if (noted !== undefined && found === 0) {
    complain(
      `The ledger is broken: no company's entry ${noted[1]} has the hash that was noted. Its end was cut off, or another ledger stands in its place.`,
    );
    return 1;
  }
  tellWhole(read);
  return 0;
}
