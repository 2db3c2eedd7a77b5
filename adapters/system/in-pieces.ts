/**
 * Plain data as messages of bounded size, in order: `put` sets what stands at the path, with what is too heavy inside it
 * left out; `add` is added to the list or the object that stands there.
 */
export type Piece =
  | { readonly path: Path; readonly put: unknown }
  | { readonly path: Path; readonly add: readonly unknown[] | { readonly [key: string]: unknown } };

type Path = readonly (string | number)[];
type Container = unknown[] | { [key: string]: unknown };

/** `heaviest` is how many values a message holds at most, each list, object and member counted. */
export function* piecesOf(value: unknown, heaviest: number): Generator<Piece, undefined> {
  const weights = new Map<object, number>();
  yield* pieces(value, []);

  function* pieces(value: unknown, path: Path): Generator<Piece, undefined> {
    if (!isContainer(value) || weightOf(value) <= heaviest) {
      yield { path, put: value };
      return undefined;
    }
    const isList = Array.isArray(value);
    yield { path, put: isList ? [] : {} };
    let batch: [string | number, unknown][] = [];
    let weight = 0;
    for (const [name, member] of Object.entries(value)) {
      const key = isList ? Number(name) : name;
      const own = weightOf(member);
      if (weight + own > heaviest && batch.length > 0) {
        yield { path, add: together(batch, isList) };
        [batch, weight] = [[], 0];
      }
      if (own > heaviest) yield* pieces(member, [...path, key]);
      else {
        batch.push([key, member]);
        weight += own;
      }
    }
    if (batch.length > 0) yield { path, add: together(batch, isList) };
  }

  function weightOf(value: unknown): number {
    if (!isContainer(value)) return 1;
    const known = weights.get(value);
    if (known !== undefined) return known;
    let weight = 1;
    for (const member of Object.values(value)) weight += weightOf(member);
    weights.set(value, weight);
    return weight;
  }
}

function together(batch: readonly (readonly [string | number, unknown])[], isList: boolean) {
  return isList ? batch.map(([, member]) => member) : Object.fromEntries(batch);
}

/** Puts pieces together again, in the order in which they were made. */
export interface Assembly {
  take(piece: Piece): void;
  value(): unknown;
}

export function createAssembly(): Assembly {
  const root: { [key: string]: unknown } = {};
  return {
    value: () => root['value'],
    take(piece) {
      const path: Path = ['value', ...piece.path];
      if ('put' in piece) return set(at(path.slice(0, -1)), path.at(-1) ?? '', piece.put);
      const target = at(path);
      if (Array.isArray(target)) for (const member of Object.values(piece.add)) target.push(member);
      else for (const [key, member] of Object.entries(piece.add)) set(target, key, member);
    },
  };

  function at(path: Path): Container {
    let found: unknown = root;
    for (const key of path) found = isContainer(found) ? (found as { [key: string]: unknown })[key] : undefined;
    if (!isContainer(found)) throw new Error('a piece came before what it belongs to');
    return found as Container;
  }
}

/** A member by any name, `__proto__` included. */
function set(target: Container, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
