import type { Path } from './problem.ts';

/** Where in a text of JSON each value begins, so that a problem can be told with its line. */
export interface JsonLines {
  /** The line of the value at that path, or of the nearest value around it that exists; the first line is 1. */
  lineOf(path: Path): number;
  /** The line at which the text stops being JSON. */
  readonly brokenAt: number | undefined;
  /** Names that stand twice in one object; which of their values holds would be a guess. */
  readonly doubled: readonly Path[];
}

const tokens = {
  space: /[ \t\r\n]*/y,
  text: /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y,
  plain: /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y,
} as const;

class Broken extends Error {}

export function jsonLines(text: string): JsonLines {
  const lines = new Map<string, number>();
  const doubled: Path[] = [];
  let at = 0;
  let counted = 0;
  let line = 1;

  const lineHere = (): number => {
    for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
    return line;
  };
  const take = (token: RegExp): string => {
    token.lastIndex = at;
    const [found] = token.exec(text) ?? [];
    if (found === undefined) throw new Broken();
    at += found.length;
    return found;
  };
  const skip = (mark: string): boolean => {
    take(tokens.space);
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  };
  const need = (mark: string): void => {
    if (!skip(mark)) throw new Broken();
  };

  const value = (path: Path): void => {
    take(tokens.space);
    lines.set(keyOf(path), lineHere());
    if (skip('{')) object(path);
    else if (skip('[')) array(path);
    else take(text[at] === '"' ? tokens.text : tokens.plain);
    take(tokens.space);
  };
  const object = (path: Path): void => {
    if (skip('}')) return;
    do {
      take(tokens.space);
      const member = [...path, JSON.parse(take(tokens.text)) as string];
      if (lines.has(keyOf(member))) doubled.push(member);
      need(':');
      value(member);
    } while (skip(','));
    need('}');
  };
  const array = (path: Path): void => {
    if (skip(']')) return;
    let index = 0;
    do {
      value([...path, index]);
      index += 1;
    } while (skip(','));
    need(']');
  };

  let brokenAt: number | undefined;
  try {
    value([]);
    if (at < text.length) throw new Broken();
  } catch (error) {
    // too deep for the stack is no configuration either
    if (!(error instanceof Broken || error instanceof RangeError)) throw error;
    brokenAt = lineHere();
  }

  return {
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const known = lines.get(keyOf(path.slice(0, length)));
        if (known !== undefined) return known;
      }
      return lines.get(keyOf([])) ?? 1;
    },
    brokenAt,
    doubled,
  };
}

function keyOf(path: Path): string {
  return JSON.stringify(path.map(String));
}
