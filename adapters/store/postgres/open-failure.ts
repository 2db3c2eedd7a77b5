import { unreachable } from '../../../src/shared/result.ts';
import type { MigrationFailure } from './migrate.ts';

/** Why a PostgreSQL database cannot be used. */
export type OpenFailure =
  | MigrationFailure
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The server could lose what it acknowledged, is too old, or cannot store every text. */
  | { readonly kind: 'unsuitable'; readonly setting: string; readonly value: string; readonly needed: string }
  /** The tables could not be made or brought to the newest format. */
  | { readonly kind: 'not_migrated'; readonly reason: string };

/** What an operator reads, with the next step. */
export function openFailureText(failure: OpenFailure): string {
  switch (failure.kind) {
    case 'unreachable':
      return `The database of DATABASE_URL cannot be reached (${failure.reason}). Check the address, the password and that the server runs.`;
    case 'unsuitable':
      return `The database of DATABASE_URL cannot be used: ${failure.setting} is ${failure.value}, and must be ${failure.needed}.`;
    case 'newer_format':
      return `The database was used by a newer version (it has ${failure.name}). Start that version, or restore a backup made before the upgrade.`;
    case 'changed_migration':
      return `The tables were made by another text of ${failure.name} than this version has. Start the version that made them.`;
    case 'not_migrated':
      return `The tables could not be made (${failure.reason}). The user of DATABASE_URL must be allowed to create tables in its schema, which must hold nothing else.`;
    default:
      return unreachable(failure);
  }
}
