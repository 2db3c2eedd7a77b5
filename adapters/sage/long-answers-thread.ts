import { serveReadings } from '../system/reading-thread.ts';
import { longSchemas } from './long-schemas.ts';
import { readAnswer } from './read-answer.ts';

/** Started by `long-answers.ts` as a thread of its own. */
serveReadings(
  Object.fromEntries(
    [...longSchemas].map(([call, schema]) => [call, (text: string) => readAnswer(call, schema, text)]),
  ),
);
