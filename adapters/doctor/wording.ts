/** What was seen and what it means, and what to do about it where anything is. */
export interface Wording {
  readonly says: string;
  readonly next?: string;
}

/** "one job", "3 jobs". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number === 1 ? 'one' : number} ${number === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
