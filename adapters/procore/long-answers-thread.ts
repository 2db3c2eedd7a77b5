import { serveReadings } from '../system/reading-thread.ts';
import { textOf, type Bytes } from '../system/received.ts';
import { longSchemas } from './long-schemas.ts';
import { readTextAs } from './read-as.ts';

/** Started by `long-answers.ts` as a thread of its own. */
serveReadings(
  Object.fromEntries(
    Object.entries(longSchemas).map(([name, schema]) => [name, (bytes: Bytes) => readTextAs(schema, textOf(bytes))]),
  ),
);
