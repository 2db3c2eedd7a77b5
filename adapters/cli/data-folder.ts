import { z } from 'zod';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { variableReader, type Variables } from '../config/variables.ts';
import { problemText } from '../config/problem.ts';

const FolderVariables = z.object({ DATA_DIR: z.string().default('./data'), DATABASE_URL: z.string().optional() });

/** Where the embedded store keeps its files; fails with what to tell when the bot keeps nothing in files. */
export function dataFolder(variables: Variables): Result<string, string> {
  const reader = variableReader(variables);
  const read = reader.read(FolderVariables);
  if (read === undefined) return fail(reader.problems.map(problemText).join('\n'));
  if (read.DATABASE_URL !== undefined) {
    return fail(
      'DATABASE_URL is set: the data stands in the database, not in a folder. Use the tools of the database.',
    );
  }
  return ok(read.DATA_DIR);
}
