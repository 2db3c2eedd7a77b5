import type { Activity } from './activities.ts';

/**
 * What somebody asks for: without the mention of the bot, and without the name of the command, which Teams knows no
 * more than the slash.
 */
export function typedText({ text = '', entities = [], recipient }: Pick<Activity, 'text' | 'entities' | 'recipient'>) {
  const ours = entities.filter(({ mentioned }) => mentioned.id === recipient.id);
  const plain = ours
    .reduce((left, mention) => left.replace(mention.text, ' '), text)
    .replaceAll('\u00a0', ' ')
    .trim();
  return plain
    .replace(/^\/?sage(?=\s|$)/i, '')
    .replace(/^\s*\//, '')
    .trim();
}
