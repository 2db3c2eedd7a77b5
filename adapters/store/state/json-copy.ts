/** A copy that holds exactly what JSON can say: what a store that writes text gives back. */
export function jsonCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
