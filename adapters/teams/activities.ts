import { z } from 'zod';

/**
 * Only what we read of activities, and nothing of what we do not know: entities and channel data grow without notice,
 * so what has an unexpected shape is left out instead of refused. Source: the Bot Framework's activity schema.
 */

const Id = z.string().min(1).max(1_000);
const Account = z.object({
  id: Id,
  aadObjectId: z.string().max(200).optional().catch(undefined),
  name: z.string().max(1_000).optional().catch(undefined),
});

const Mention = z.object({
  type: z.literal('mention'),
  text: z.string().min(1).max(1_000),
  mentioned: z.object({ id: Id }),
});

const ChannelData = z
  .object({
    tenant: z.object({ id: Id }).optional().catch(undefined),
    team: z.object({ id: Id.optional(), aadGroupId: Id.optional() }).optional().catch(undefined),
    channel: z.object({ id: Id }).optional().catch(undefined),
    eventType: z.string().max(200).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

export const Activity = z.object({
  type: Id,
  id: Id.optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
  channelId: Id,
  serviceUrl: Id,
  from: Account,
  recipient: Account,
  conversation: z.object({
    id: Id,
    conversationType: z.string().max(100).optional().catch(undefined),
    tenantId: Id.optional().catch(undefined),
  }),
  channelData: ChannelData,
  text: z.string().optional().catch(undefined),
  replyToId: Id.optional().catch(undefined),
  action: z.string().max(100).optional().catch(undefined),
  membersRemoved: z
    .array(z.object({ id: Id }))
    .optional()
    .catch(undefined),
  entities: z
    .array(z.unknown())
    .transform((entities) => entities.flatMap((entity) => Mention.safeParse(entity).data ?? []))
    .optional()
    .catch(undefined),
  value: z.unknown().optional(),
});
export type Activity = z.output<typeof Activity>;

/** A press on a card. What stands in `data` was in the button, with what the person typed and ticked merged into it. */
export const CardAction = z.object({
  trigger: z.string().optional(),
  action: z.object({
    verb: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
});

export const cardActionName = 'adaptiveCard/action';

/** The channel or chat without the thread in it: what is said there begins anew. */
export function placeOf({ conversation }: Pick<Activity, 'conversation'>): string {
  return withoutThread(conversation.id);
}

export function withoutThread(conversation: string): string {
  return conversation.replace(/;messageid=.*$/s, '');
}

export function tenantOf({ conversation, channelData }: Activity): string | undefined {
  return conversation.tenantId ?? channelData?.tenant?.id;
}

/** The Entra object id. Whoever has none, such as another bot, is nobody. */
export function userOf({ from }: Activity): string | undefined {
  return from.aadObjectId === '' ? undefined : from.aadObjectId?.toLowerCase();
}

export function isPersonal({ conversation }: Activity): boolean {
  return conversation.conversationType === 'personal';
}

/** The name of a request, unlike that of any other tenant. */
export function deliveredBy(activity: Activity): { readonly delivery?: string } {
  const { id, conversation } = activity;
  return id === undefined ? {} : { delivery: `teams/${tenantOf(activity) ?? ''}/${conversation.id}/${id}` };
}
