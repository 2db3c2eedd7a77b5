import type { JsonObject } from '../../src/shared/json.ts';

/**
 * The text of a card as a person reads it in Teams: runs, titles and labels as they are; what Teams makes of dates in
 * braces comes out as something else, as does whatever is read as Markdown.
 */
export function seenText(card: unknown): string {
  return textsOf(card)
    .join('\n')
    .replace(/\{\{(?:DATE|TIME)\([^)]*\)\}\}/g, '[date]')
    .replaceAll('\u200b', '');
}

const shown = new Set(['text', 'title', 'label', 'placeholder', 'summary']);

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string'
      ? shown.has(name)
        ? [inner]
        : []
      : name === 'data' || name === 'metadata'
        ? []
        : textsOf(inner),
  );
}

/** The card that an activity carries. */
export function cardOf(activity: JsonObject): unknown {
  const [attachment] = activity['attachments'] as unknown as readonly { readonly content: unknown }[];
  return attachment?.content;
}
