import { serveReadings } from '../system/reading-thread.ts';
import type { Bytes } from '../system/received.ts';
import { longSchemas } from './long-schemas.ts';
import { readAnswer } from './read-answer.ts';

/** Started by `long-answers.ts` as a thread of its own. */
serveReadings(
  Object.fromEntries(
    [...longSchemas].map(([call, schema]) => [call, (bytes: Bytes) => readAnswer(call, schema, bytes)]),
  ),
);
