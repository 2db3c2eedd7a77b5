import type { Request } from 'got';

/** The body of an answer, as it came. */
export interface Bytes {
  readonly length: number;
  readonly parts: readonly Uint8Array[];
}

/** Bytes; what is shorter is read sooner than it is handed over. */
export const longText = 128 * 1024;

/** Of bytes in UTF-8. */
export function textOf({ parts }: Bytes): string {
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Waits for the whole answer. A long one is never put together here, and stands in memory that another thread can read:
 * to copy several megabytes at once takes as long as others should wait. Rejects as `got` does.
 */
export async function received(
  request: Request,
): Promise<{ readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly bytes: Bytes }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    length += part.length;
    parts.push(length > longText ? shared(part) : part);
  }
  const { response } = request;
  if (response === undefined) throw new Error('the request ended without an answer');
  return { status: response.statusCode, headers: response.headers, bytes: { length, parts } };
}

function shared(part: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(part.length));
  copy.set(part);
  return copy;
}
