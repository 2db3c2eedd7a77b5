import type { Request, Response } from 'express';
import type { Answer } from './answer.ts';

/** What may befall an answer between the bridge and its caller. */
export type Mishap = 'offline' | 'hang' | 'garbage' | 'html' | 'halfBody' | 'wrongShape';

/** Sends the answer, or what the mishap leaves of it. */
export function deliver(request: Request, response: Response, answer: Answer, mishap: Mishap | undefined): void {
  switch (mishap) {
    case 'offline':
      request.socket.destroy();
      return;
    case 'hang':
      return;
    case 'garbage':
      response.status(answer.status).type('json').send('{"operationKey": tru');
      return;
    case 'html':
      response.status(200).type('html').send('<!doctype html><title>Gateway</title><p>Please sign in.</p>');
      return;
    case 'halfBody':
      response.status(answer.status).type('json').set('content-length', '4096').write('{"operationKey":');
      setImmediate(() => request.socket.destroy());
      return;
    case 'wrongShape':
      response.status(answer.status).json({ items: [{ key: 7 }], cursor: null, asOf: 'now' });
      return;
    case undefined:
      if (answer.retryAfterSeconds !== undefined) response.set('retry-after', String(answer.retryAfterSeconds));
      response.status(answer.status).json(answer.body);
  }
}

const largestBody = 8 * 1_048_576;

/** The body's bytes as they came; `undefined` when there are more than a bridge takes. */
export async function bodyOf(request: Request): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // read on to the end, for leaving now would cut the connection before the refusal is told
    if (size <= largestBody) chunks.push(chunk);
  }
  return size <= largestBody ? Buffer.concat(chunks) : undefined;
}
