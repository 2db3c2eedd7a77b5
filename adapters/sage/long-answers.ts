import type { z } from 'zod';
import type { SageReadFailure } from '../../src/ports/sage.ts';
import type { Result } from '../../src/shared/result.ts';
import { createReadingThread } from '../system/reading-thread.ts';
import { longText, type Bytes } from '../system/received.ts';
import { longSchemas } from './long-schemas.ts';
import { readAnswer } from './read-answer.ts';

const thread = createReadingThread(new URL('./long-answers-thread', import.meta.url).href);

/** Reads an answer: one that is long in a thread of its own, and here where that cannot be. */
export async function readLong<T>(
  call: string,
  schema: z.ZodType<T>,
  bytes: Bytes,
): Promise<Result<T, SageReadFailure>> {
  const read = bytes.length > longText && longSchemas.has(call) ? await thread.read(call, bytes) : undefined;
  // the thread holds the text against the schema of that call, which is this one
  return read === undefined ? readAnswer(call, schema, bytes) : (read as Result<T, SageReadFailure>);
}
