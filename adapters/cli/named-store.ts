import { z } from 'zod';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { variableReader, type Variables } from '../config/variables.ts';
import { problemText } from '../config/problem.ts';

const StoreVariables = z.object({ DATA_DIR: z.string().default('./data'), DATABASE_URL: z.string().optional() });

export type NamedStore =
  { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'database'; readonly url: string };

/** Where the bot of this environment keeps what it knows; fails with what to tell. */
export function namedStore(variables: Variables): Result<NamedStore, string> {
  const reader = variableReader(variables);
  const read = reader.read(StoreVariables);
  if (read === undefined) return fail(reader.problems.map(problemText).join('\n'));
  const { DATABASE_URL: url, DATA_DIR: folder } = read;
  return ok(url === undefined ? { kind: 'folder', folder } : { kind: 'database', url });
}
