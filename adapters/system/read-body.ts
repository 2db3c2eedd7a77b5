import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '../../src/shared/result.ts';

/** `cut_off`: the other side hung up, or took so long that the server did. */
export type BodyFault = 'too_large' | 'cut_off';

/** The bytes as they came, which is what was signed; never more than the limit in memory. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Result<Buffer, BodyFault>> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return fail('too_large');
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // what comes after the refusal is read and dropped, so that the refusal can be read at the other side
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) return fail('too_large');
      chunks.push(chunk);
    }
  } catch {
    return fail('cut_off');
  }
  return ok(Buffer.concat(chunks, size));
}

/** How long a refused body may still be sent before the connection is cut. */
const lingerMs = 2_000;

/** To be called when a request is answered before its body has ended: nobody is served who goes on sending. */
export function cutUnlessEnded(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, lingerMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
