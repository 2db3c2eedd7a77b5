import { hash } from 'node:crypto';

/**
 * 64 bits that stand for a text. A million rows are told apart by them: that two of them share one is less likely than
 * that the disk gives a wrong byte and a right checksum.
 */
export interface KeyHash {
  readonly high: number;
  readonly low: number;
}

export function hashOf(kind: string, key: string): KeyHash {
  const hex = hash('sha256', `${kind} ${key}`);
  return { high: parseInt(hex.slice(0, 8), 16), low: parseInt(hex.slice(8, 16), 16) };
}
