import type { Operation } from './operation.ts';
import { codedError } from './refusal.ts';
import { isWireObject, type Wire } from './wire.ts';

/** Refuses keys that the endpoint catalogue does not list, so that a client cannot rely on something made up. */
export function refuseUnknownKeys(operation: Operation, query: URLSearchParams, body: Wire): void {
  const known = operation.query ?? [];
  const strangeQuery = [...query.keys()].filter((key) => !known.includes(key));
  const strangeBody = keyPaths(body).filter((path) => !(operation.body ?? []).includes(path));
  const strange = [
    ...strangeQuery.map((key) => `query key "${key}"`),
    ...strangeBody.map((key) => `body key "${key}"`),
  ];
  if (strange.length === 0) return;
  throw codedError(400, `${operation.method} ${operation.path} has no ${strange.join(', ')}`);
}

/** Every key in a body by its path, such as `updates[].origin_id`. */
export function keyPaths(value: Wire, prefix = ''): readonly string[] {
  if (!isWireObject(value)) return [];
  const found = Object.entries(value).flatMap(([key, member]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (!Array.isArray(member)) return [path, ...keyPaths(member, path)];
    return [`${path}[]`, ...member.flatMap((item: Wire) => keyPaths(item, `${path}[]`))];
  });
  return [...new Set(found)];
}
