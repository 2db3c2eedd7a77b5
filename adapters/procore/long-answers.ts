import type { z } from 'zod';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import type { Result } from '../../src/shared/result.ts';
import { createReadingThread } from '../system/reading-thread.ts';
import { textOf, type Bytes } from '../system/received.ts';
import { longSchemas } from './long-schemas.ts';
import { readTextAs } from './read-as.ts';

// a schema cannot be handed to another thread: there it is found by its name
const names = new Map<z.ZodType, string>(Object.entries(longSchemas).map(([name, schema]) => [schema, name]));
const thread = createReadingThread(new URL('./long-answers-thread', import.meta.url).href);

/** Reads a long answer in a thread of its own; here where that cannot be. */
export async function readLong<S extends z.ZodType>(
  schema: S,
  bytes: Bytes,
): Promise<Result<z.output<S>, ProcoreFailure>> {
  const name = names.get(schema);
  const read = name === undefined ? undefined : await thread.read(name, bytes);
  // the thread holds the text against the schema of that name, which is this one
  return read === undefined ? readTextAs(schema, textOf(bytes)) : (read as Result<z.output<S>, ProcoreFailure>);
}
