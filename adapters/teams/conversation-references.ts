import { z } from 'zod';
import type { Store } from '../../src/ports/store.ts';
import { createBounded } from '../../src/shared/bounded.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { isPersonal, placeOf, tenantOf, userOf, type Activity } from './activities.ts';

/** How a conversation is reached, as the platform said last. */
export interface ConversationReference {
  readonly format: 1;
  readonly conversation: string;
  readonly type: string | undefined;
  readonly serviceUrl: string;
  readonly tenant: string | undefined;
  /** The bot as the platform names it there. */
  readonly bot: string;
  /** The platform's own id of the person of a personal chat. */
  readonly member?: string;
  /** The team's group in Entra ID, for addresses of its messages. */
  readonly group?: string;
  /** The app was removed: nothing is said there until it is heard of again. */
  readonly left?: true;
}

const Stored = z.object({
  format: z.literal(1),
  conversation: z.string(),
  type: z.string().optional(),
  serviceUrl: z.string(),
  tenant: z.string().optional(),
  bot: z.string(),
  member: z.string().optional(),
  group: z.string().optional(),
  left: z.literal(true).optional(),
});

export interface ConversationReferences {
  /** Where a conversation is reached; `undefined` where it has not been heard of, or the app was removed. */
  of(conversation: string): Promise<ConversationReference | undefined>;
  /** The personal chat of a person, by Entra object id. */
  ofPerson(user: string): Promise<ConversationReference | undefined>;
  /** Takes note of where an activity came from. */
  note(activity: Activity): Promise<void>;
  /** The app was removed from there. */
  leave(activity: Activity): Promise<void>;
  keepPerson(user: string, reference: ConversationReference): Promise<void>;
}

const mostRemembered = 2_000;

/**
 * Kept in the store, so that cards find their channels after a restart. `tenant` is that of the configuration: rows of one
 * tenant are not seen by the bot of another.
 */
export function storedReferences(
  store: Pick<Store, 'get' | 'commit'>,
  tenant: string | undefined,
): ConversationReferences {
  const written = createBounded<string>(mostRemembered);
  const rowOf = (what: 'place' | 'person', id: string): string => `teams/${tenant ?? ''}/${what}/${id}`;

  async function read(row: string): Promise<ConversationReference | undefined> {
    const stored = Stored.safeParse((await store.get('conversations', row))?.value).data;
    return stored === undefined || stored.left === true ? undefined : (stored as ConversationReference);
  }

  async function write(row: string, reference: ConversationReference): Promise<void> {
    const value = JSON.parse(JSON.stringify(reference)) as JsonObject;
    const text = JSON.stringify(value);
    if (written.get(row) === text) return;
    const known = written.get(row) === undefined ? (await store.get('conversations', row))?.value : undefined;
    if (known === undefined || JSON.stringify(known) !== text) {
      const put = await store.commit({ put: [{ collection: 'conversations', id: row, value }] });
      // it comes with the next activity again
      if (!put.ok) return;
    }
    written.set(row, text);
  }

  const rowsOf = (activity: Activity): readonly string[] => {
    const user = isPersonal(activity) ? userOf(activity) : undefined;
    return [rowOf('place', placeOf(activity)), ...(user === undefined ? [] : [rowOf('person', user)])];
  };

  return {
    of: (conversation) => read(rowOf('place', conversation)),
    ofPerson: (user) => read(rowOf('person', user)),
    async note(activity) {
      const reference = referenceOf(activity);
      for (const row of rowsOf(activity)) await write(row, reference);
    },
    async leave(activity) {
      const reference: ConversationReference = { ...referenceOf(activity), left: true };
      for (const row of rowsOf(activity)) await write(row, reference);
    },
    async keepPerson(user, reference) {
      await write(rowOf('person', user), reference);
      await write(rowOf('place', reference.conversation), reference);
    },
  };
}

function referenceOf(activity: Activity): ConversationReference {
  const { conversation, serviceUrl, recipient, from, channelData } = activity;
  const group = channelData?.team?.aadGroupId;
  return {
    format: 1,
    conversation: placeOf(activity),
    type: conversation.conversationType,
    serviceUrl,
    tenant: tenantOf(activity),
    bot: recipient.id,
    ...(isPersonal(activity) ? { member: from.id } : {}),
    ...(group === undefined ? {} : { group }),
  };
}
