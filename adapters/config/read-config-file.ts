import { fail, ok, type Result } from '../../src/shared/result.ts';
import { configWarnings } from './config-warnings.ts';
import { type ConfigFile, FileSchema } from './file-schema.ts';
import { jsonLines } from './json-lines.ts';
import { type Path, pathText, type Problem, saysOf } from './problem.ts';

export interface ReadConfigFile {
  readonly file: ConfigFile;
  /** What is allowed but probably not meant. */
  readonly warnings: readonly Problem[];
}

/** Reads the text of a configuration file; every problem comes with its place and line. */
export function readConfigFile(text: string): Result<ReadConfigFile, readonly Problem[]> {
  // editors on Windows put a mark in front that JSON does not allow
  const json = text.replace(/^\ufeff/, '');
  const lines = jsonLines(json);
  if (lines.brokenAt !== undefined) {
    return fail([{ where: '', line: lines.brokenAt, says: 'is not JSON from here on' }]);
  }
  const placed = (path: Path, says: string): Problem => ({ where: pathText(path), line: lines.lineOf(path), says });

  const doubled = lines.doubled.map((path) => placed(path, 'stands twice'));
  const parsed = FileSchema.safeParse(JSON.parse(json));
  const issues = parsed.success ? [] : parsed.error.issues.map((issue) => placed(issue.path, saysOf(issue)));
  if (!parsed.success || doubled.length > 0) return fail([...doubled, ...issues]);

  const warnings = configWarnings(parsed.data).map(({ path, says }) => placed(path, says));
  return ok({ file: parsed.data, warnings });
}
