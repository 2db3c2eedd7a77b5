/**
 * The text of blocks as a person reads it in Slack: control sequences become what Slack makes of them, marks vanish, the
 * three entities are decoded once. Whatever is meant literally and is not written so comes out as something else.
 */
export function seenText(blocks: unknown): string {
  return textsOf(blocks).join('\n');
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  const own = typeof text === 'string' ? [type === 'mrkdwn' ? seenMarkup(text) : text] : [];
  return [...own, ...Object.values(value).flatMap(textsOf)];
}

/** Slack's mrkdwn, and the `text` of a message. */
export function seenMarkup(text: string): string {
  return text
    .replace(/<[^>]*>/g, '[control]')
    .replace(/(?<![\p{L}\p{N}])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/:[a-z0-9_+-]+:/g, '[emoji]')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
