import { DatabaseError } from 'pg';

/**
 * What an error of the driver means for what was being done: `again` when it lost against another transaction,
 * `unavailable` when the server is away or cannot write, `bug` for anything that trying again does not cure.
 */
export type Trouble = 'again' | 'unavailable' | 'bug';

/** Classes of SQLSTATE: connection, authorisation, no such database, state of the transaction or object, resources, operator, disk. */
const away = new Set(['08', '25', '28', '3D', '53', '55', '57', '58']);

export function troubleOf(error: unknown): Trouble {
  if (error instanceof DatabaseError) {
    const sqlClass = error.code?.slice(0, 2) ?? '';
    if (sqlClass === '40') return 'again';
    return away.has(sqlClass) ? 'unavailable' : 'bug';
  }
  // the driver has no class for a connection that broke or never came up
  return error instanceof TypeError || error instanceof RangeError ? 'bug' : 'unavailable';
}

/** Whether the server itself said that the transaction has failed, so that a commit certainly did not happen. */
export function surelyRolledBack(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR' && /^(23|40)/.test(error.code ?? '');
}

export function breaksUniqueness(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23505';
}

/** What a log or an operator may see: the server's messages can quote what was stored. */
export function reasonOf(error: unknown): string {
  if (error instanceof DatabaseError) return `SQLSTATE ${error.code ?? 'unknown'}`;
  return error instanceof Error ? error.message : String(error);
}
