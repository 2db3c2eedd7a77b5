/**
 * Text from other systems as people read it: composed (NFC), without characters that reorder or hide
 * what stands around them, and on one line.
 */
export function displayText(text: string): string {
  return text
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .normalize('NFC')
    .trim();
}

/** Shortens for display only, never for writing: the last character says that something is missing. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`;
}

/** A document number for comparison: trimmed, case-folded, without leading zeros. "SC-0012" stays itself, "0012" is "12". */
export function normalNumber(text: string): string {
  return displayText(text)
    .toLowerCase()
    .replace(/^0+(?=[0-9a-z])/, '');
}

/** How many characters a field of another system would count. */
export function characterCount(text: string): number {
  return [...text].length;
}
