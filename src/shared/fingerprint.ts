import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { fingerprint, type Fingerprint } from './ids.ts';
import type { Json } from './json.ts';

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
  return fingerprint(sha256Hex(canonicalJson({ format: documentFormat, kind, document })));
}

function refuseFractions(value: Json, path: string): void {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`${path} is not a whole number`);
  if (typeof value === 'boolean' || value === null) throw new Error(`${path} is neither text nor a whole number`);
  if (typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) refuseFractions(member, `${path}.${key}`);
}
