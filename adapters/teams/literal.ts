import { displayText, shortened } from '../../src/shared/text.ts';

/** Shown where there is nothing to show. */
const nothing = '–';

/**
 * One line that stands in Teams as it is written here, at most `limit` UTF-16 units long. It goes where Teams reads no
 * Markdown; dates in braces are read everywhere, so those are broken up without a trace to be seen.
 */
export function literal(text: string, limit: number): string {
  const whole = displayText(text).replace(/\p{Surrogate}/gu, '\ufffd');
  const cut = shortened(whole, limit);
  return unbound(cut.length <= limit ? cut : shortened(whole, Math.floor(limit / 2))) || nothing;
}

/** Text of several lines, each as `literal` gives it. */
export function literalLines(text: string, limit: number): string {
  const lines = text.split(/\r?\n/).map((line) => (line.trim() === '' ? '' : literal(line, limit)));
  const whole = lines.join('\n').trim();
  const cut = shortened(whole, limit);
  return (cut.length <= limit ? cut : shortened(whole, Math.floor(limit / 2))) || nothing;
}

/** For the one place of a card that is read as Markdown: what is drawn where a card cannot be. */
export function escaped(text: string, limit: number): string {
  return literal(text, limit).replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, (mark) => `\\${mark}`);
}

function unbound(text: string): string {
  return text.replace(/\{(?=\{(?:DATE|TIME)\()/g, '{\u200b');
}
