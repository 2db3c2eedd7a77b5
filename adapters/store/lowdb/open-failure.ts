import { unreachable } from '../../../src/shared/result.ts';
import { damageText, type Damage } from '../ledger/damage.ts';

/** Why a data folder cannot be used. */
export type OpenFailure =
  | { readonly kind: 'locked'; readonly pid: number }
  | ({ readonly kind: 'corrupt' } & Damage)
  | { readonly kind: 'newer_format' }
  /** The folder once held data, and now holds none. */
  | { readonly kind: 'missing_data' }
  | { readonly kind: 'network_share' }
  | { readonly kind: 'not_readable'; readonly reason: string };

/** What an operator reads, with the next step. */
export function openFailureText(failure: OpenFailure, folder: string): string {
  switch (failure.kind) {
    case 'locked':
      return `The data folder ${folder} is in use by process ${failure.pid}. One process may use it at a time: stop that one, or give this one another DATA_DIR.`;
    case 'corrupt':
      return `The ledger in ${folder} is damaged at ${damageText(failure)}. Nothing was changed. Restore a backup, or ask "countersign audit verify" what else is hit.`;
    case 'newer_format':
      return `The data folder ${folder} was used by a newer version. Start that version, or restore a backup made before the upgrade.`;
    case 'missing_data':
      return `The data folder ${folder} held data before and holds none now. Check that the right volume is mounted; to begin anew, use an empty folder.`;
    case 'network_share':
      return `The data folder ${folder} stands on a network share, where a power cut can lose what was acknowledged. Set DATA_DIR to a disk of this machine, or DATABASE_URL to a database.`;
    case 'not_readable':
      return `The data folder ${folder} cannot be read and written (${failure.reason}). Check that it exists and who owns it.`;
    default:
      return unreachable(failure);
  }
}
