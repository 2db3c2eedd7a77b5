import type { types } from '@slack/bolt';
import { displayText, shortened } from '../../src/shared/text.ts';

/** Shown where there is nothing to show, for Slack refuses an empty text. */
const nothing = '–';

/**
 * One line that stands in Slack as it is written here, at most `limit` long. Nobody documents whether Slack counts
 * characters or UTF-16 units, so both stay within the limit.
 */
export function literal(text: string, limit: number): string {
  const whole = displayText(text).replace(/\p{Surrogate}/gu, '\ufffd');
  const cut = shortened(whole, limit);
  return (cut.length <= limit ? cut : shortened(whole, Math.floor(limit / 2))) || nothing;
}

/** Text of several lines, each as `literal` gives it. */
export function literalLines(text: string, limit: number): string {
  const lines = text.split(/\r?\n/).map((line) => (line.trim() === '' ? '' : literal(line, limit)));
  const whole = lines.join('\n').trim();
  const cut = shortened(whole, limit);
  return (cut.length <= limit ? cut : shortened(whole, Math.floor(limit / 2))) || nothing;
}

export function plainText(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: literal(text, limit), emoji: false };
}

/** Escapes what Slack reads as control characters, once, and keeps the escaped text within the limit. */
export function escaped(text: string, limit: number): string {
  const whole = escape(literal(text, limit));
  return whole.length <= limit ? whole : escape(literal(text, Math.floor(limit / 5)));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text that may be bold. Slack has no escape for its marks: text that holds one, or what Slack links, stays plain. */
export function strong(text: string, limit: number): types.PlainTextElement | types.MrkdwnElement {
  const shown = literal(text, limit);
  const marked = `*${escape(shown)}*`;
  return isMarkup(shown) || marked.length > limit ? plainText(text, limit) : { type: 'mrkdwn', text: marked };
}

/** A label above its value, with the same care. */
export function labelled(label: string, value: string): types.PlainTextElement | types.MrkdwnElement {
  const name = literal(label, 200);
  const shown = literal(value, 1700);
  const text = `*${escape(name)}*\n${escape(shown)}`;
  if (text.length > 2000 || isMarkup(name) || isMarkup(shown)) {
    return { type: 'plain_text', text: `${name}\n${shown}`, emoji: false };
  }
  return { type: 'mrkdwn', text };
}

/** Marks, emoji names, quotes, mentions, and what looks like an address. */
function isMarkup(text: string): boolean {
  return /[*_~`@#]|^\s*>|:[^\s:]+:|:\/\/|\p{L}\.\p{L}{2}/u.test(text);
}
