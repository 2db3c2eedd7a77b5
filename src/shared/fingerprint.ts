import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { fingerprint, type Fingerprint } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import type { Steps } from './steps.ts';

export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The canonical JSON of RFC 8785: one text for one value, whatever the order of its keys. */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('the value has no JSON form');
  return text;
}

/** The version of the documents' shape; part of every fingerprint, so that a new shape is never taken for an old one. */
export const documentFormat = 1;

/**
 * Names a document by its content. Only integers, strings and what is built of them are allowed: a fraction has more
 * than one text, and an approval of money must bind exactly one.
 */
export function fingerprintOf(kind: string, document: Json): Fingerprint {
  refuseFractions(document, kind);
  return fingerprint(sha256Hex(canonicalJson(named(kind, document))));
}

/** The same, for a document that may have thousands of lines: it can be left after every few hundred of them. */
export function* fingerprintSteps(kind: string, document: Json): Steps<Fingerprint> {
  refuseFractions(document, kind);
  yield;
  const hash = sha256.create();
  let text = '';
  for (const part of canonicalParts(named(kind, document))) {
    text += part;
    if (text.length < longestPart) continue;
    hash.update(utf8ToBytes(text));
    text = '';
    yield;
  }
  return fingerprint(bytesToHex(hash.update(utf8ToBytes(text)).digest()));
}

const longestPart = 64 * 1024;
const linesAtOnce = 200;

function named(kind: string, document: Json): Json {
  return { format: documentFormat, kind, document };
}

/** Joined they are `canonicalJson` of the value. */
function* canonicalParts(value: Json): Generator<string> {
  if (typeof value !== 'object' || value === null || isShort(value)) {
    yield canonicalJson(value);
  } else if (isList(value)) {
    for (let from = 0; from < value.length; from += linesAtOnce) {
      const items = canonicalJson(value.slice(from, from + linesAtOnce)).slice(1, -1);
      yield `${from === 0 ? '[' : ','}${items}`;
    }
    yield ']';
  } else {
    let before = '{';
    // the order of RFC 8785 is that of UTF-16 code units, as it is here
    for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield `${before}${canonicalJson(key)}:`;
      yield* canonicalParts(member);
      before = ',';
    }
    yield '}';
  }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function isShort(value: readonly Json[] | JsonObject): boolean {
  return isList(value) ? value.length <= linesAtOnce : Object.keys(value).length === 0;
}

function refuseFractions(document: Json, kind: string): void {
  const wrong = wrongIn(document);
  if (wrong !== undefined) throw new Error(`${kind}${wrong.path} ${wrong.is}`);
}

function wrongIn(value: Json): { readonly path: string; readonly is: string } | undefined {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return { path: '', is: 'is not a whole number' };
  if (typeof value === 'boolean' || value === null) return { path: '', is: 'is neither text nor a whole number' };
  if (typeof value !== 'object') return undefined;
  for (const [key, member] of Object.entries(value)) {
    const wrong = wrongIn(member);
    if (wrong !== undefined) return { ...wrong, path: `.${key}${wrong.path}` };
  }
  return undefined;
}
