import type { Instant } from '../shared/dates.ts';
import type { ProcoreUserId } from '../shared/ids.ts';
import type { Person } from './people.ts';

/** Who wrote a record in Procore, as far as Procore lets us know. An author never fills a seat. */
export interface Authors {
  readonly users: readonly ProcoreUserId[];
  /** Who made the change that is looked at, where a webhook or the record itself says so. */
  readonly lastEditor?: ProcoreUserId;
  /** Nobody told us who made the last change: it might have been the approver. */
  readonly lastEditorKnown: boolean;
}

/** A change that a webhook named the user of. */
export interface Edit {
  readonly user: ProcoreUserId;
  readonly at: Instant;
}

/**
 * Procore names the creator in the record and the editor only in the webhook. The last editor is known when the record
 * was never changed after its creation, or when a webhook of that moment or later named the user.
 */
export function authorsOf(
  record: { readonly createdBy: ProcoreUserId | undefined; readonly createdAt: Instant; readonly updatedAt: Instant },
  edits: readonly Edit[],
): Authors {
  const users = [record.createdBy, ...edits.map((edit) => edit.user)].filter((user) => user !== undefined);
  const untouched = record.updatedAt === record.createdAt ? record.createdBy : undefined;
  const lastEditor = edits.findLast((edit) => edit.at >= record.updatedAt)?.user ?? untouched;
  return {
    users: [...new Set(users)],
    ...(lastEditor === undefined ? {} : { lastEditor }),
    lastEditorKnown: lastEditor !== undefined,
  };
}

export function isAuthor(authors: Authors, person: Person): boolean {
  return person.procore !== undefined && authors.users.includes(person.procore);
}
