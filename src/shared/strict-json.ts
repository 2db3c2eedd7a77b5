import { fail, ok, type Result } from './result.ts';
import type { Json } from './json.ts';

/** What JSON from outside may not be, although most parsers take it. */
export type JsonFault = 'not_json' | 'too_deep' | 'duplicate_key' | 'forbidden_key';

/** Deeper than any honest request; recursion over what was read stays shallow. */
const deepest = 64;

/** Reads JSON in which each name stands once in its object, none of them reaches for a prototype, and nothing is deep. */
export function readStrictJson(text: string): Result<Json, JsonFault> {
  const fault = faultOf(text);
  if (fault !== undefined) return fail(fault);
  try {
    return ok(JSON.parse(text) as Json);
  } catch {
    return fail('not_json');
  }
}

/** Looks at brackets and names only: whether it is JSON at all is the parser's to say. */
function faultOf(text: string): JsonFault | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '{':
        open.push(new Set());
        break;
      case '[':
        open.push(undefined);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOfString(text, at);
        const names = open.at(-1);
        if (names !== undefined && isName(text, end)) {
          const fault = addName(names, text.slice(at, end + 1));
          if (fault !== undefined) return fault;
        }
        at = end;
        break;
      }
      default:
    }
    if (open.length > deepest) return 'too_deep';
  }
  return undefined;
}

function addName(names: Set<string>, quoted: string): JsonFault | undefined {
  let name: string;
  try {
    name = String(JSON.parse(quoted));
  } catch {
    return 'not_json';
  }
  if (name === '__proto__') return 'forbidden_key';
  if (names.has(name)) return 'duplicate_key';
  names.add(name);
  return undefined;
}

/** Where the quotation mark stands that ends the string; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** In JSON only a name is followed by a colon. */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return text[at] === ':';
}
