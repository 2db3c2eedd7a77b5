import { crc32 } from 'node:zlib';

/**
 * A record that carries its own checksum: one line of JSON whose first member is the sum over all that follows it. It
 * can be checked without being parsed, and read by anything that reads JSON.
 */
const head = Buffer.from('{"sum":"');
const afterSum = Buffer.from('",');
const sumLength = 8;
const bodyAt = head.length + sumLength + afterSum.length;

/** Seals the text of a JSON object that has at least one member. */
export function sealed(objectText: string): Buffer {
  const body = Buffer.from(objectText.slice(1));
  return Buffer.concat([head, Buffer.from(sumOf(body)), afterSum, body]);
}

/** Whether the bytes are what was sealed, nothing more and nothing less. */
export function isWhole(bytes: Buffer): boolean {
  if (bytes.length <= bodyAt || bytes.compare(head, 0, head.length, 0, head.length) !== 0) return false;
  const sum = bytes.toString('latin1', head.length, head.length + sumLength);
  return (
    bytes.compare(afterSum, 0, afterSum.length, bodyAt - afterSum.length, bodyAt) === 0 &&
    sum === sumOf(bytes.subarray(bodyAt))
  );
}

function sumOf(body: Buffer): string {
  return crc32(body).toString(16).padStart(sumLength, '0');
}
