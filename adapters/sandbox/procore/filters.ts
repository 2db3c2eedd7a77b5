import { codedError } from './refusal.ts';

/** Whether a moment lies in a range `A...B` of ISO 8601, both ends included; with no such filter every moment does. */
export function withinRange(range: string | null, ms: number): boolean {
  if (range === null) return true;
  const ends = range.replaceAll('"', '').split('...');
  const [from = NaN, to = NaN] = ends.map((end) => Date.parse(end));
  if (ends.length !== 2 || Number.isNaN(from) || Number.isNaN(to)) {
    throw codedError(400, `"${range}" is not a range of ISO 8601 moments such as A...B`);
  }
  return ms >= from && ms <= to;
}

/** Whether an id is among those asked for, written `filters[id]=[1,2]`, `filters[id]=1` or `filters[id][]=1`. */
export function amongIds(query: URLSearchParams, name: string, id: string): boolean {
  const given = [...query.getAll(name), ...query.getAll(`${name}[]`)];
  if (given.length === 0) return true;
  return given.flatMap((text) => text.replace(/^\[|\]$/g, '').split(',')).some((text) => text.trim() === id);
}

export function equals(wanted: string | null, value: unknown): boolean {
  return wanted === null || value === wanted;
}

export function contains(wanted: string | null, value: unknown): boolean {
  return wanted === null || String(value).toLowerCase().includes(wanted.toLowerCase());
}
