import type { ConversationReference } from './conversation-references.ts';

export interface Addressed {
  readonly channel: string;
  readonly message: string;
  readonly tenant: string | undefined;
  readonly reference: ConversationReference | undefined;
}

/**
 * Where a person opens a message of a channel or a group chat; a personal chat has no such address.
 * Source: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export function messageAddress({ channel, message, tenant, reference }: Addressed): string | undefined {
  const type = reference?.type;
  if (type === 'personal' || channel.startsWith('a:') || tenant === undefined) return undefined;
  const url = new URL(
    `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${encodeURIComponent(message)}`,
  );
  url.searchParams.set('tenantId', tenant);
  if (type === 'groupChat' || channel.endsWith('@thread.v2')) {
    url.searchParams.set('context', JSON.stringify({ contextType: 'chat' }));
    return url.href;
  }
  if (reference?.group !== undefined) url.searchParams.set('groupId', reference.group);
  url.searchParams.set('parentMessageId', message);
  return url.href;
}
