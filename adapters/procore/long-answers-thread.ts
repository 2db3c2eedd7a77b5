import { serveReadings } from '../system/reading-thread.ts';
import { textOf } from '../system/text-of.ts';
import { longSchemas } from './long-schemas.ts';
import { readTextAs } from './read-as.ts';

/** Started by `long-answers.ts` as a thread of its own. */
serveReadings(
  Object.fromEntries(
    Object.entries(longSchemas).map(([name, schema]) => [name, (bytes: Uint8Array) => readTextAs(schema, textOf(bytes))]),
  ),
);
