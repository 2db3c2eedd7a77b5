import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Problem, saysOf } from './problem.ts';

export type Variables = { readonly [name: string]: string | undefined };

/** Reads variables by name and keeps what is wrong with them, so that all of it can be told at once. */
export interface VariableReader {
  /** Reads the schema's variables, each under its name with the prefix in front; `undefined` when some are wrong. */
  read<S extends z.ZodObject>(schema: S, prefix?: string): z.output<S> | undefined;
  readonly problems: readonly Problem[];
}

/** `NAME_FILE` names a file that holds the value of `NAME`. What is empty counts as not set. */
export function variableReader(variables: Variables): VariableReader {
  const problems: Problem[] = [];

  const fromFile = (name: string, path: string): string | undefined => {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      problems.push({ where: `${name}_FILE`, says: 'names a file that cannot be read' });
      return undefined;
    }
  };
  const valueOf = (name: string): string | undefined => {
    const value = present(variables[name]);
    const path = present(variables[`${name}_FILE`]);
    if (path === undefined) return value;
    if (value === undefined) return present(fromFile(name, path));
    problems.push({ where: name, says: `is set twice: remove it or ${name}_FILE` });
    return undefined;
  };

  return {
    read(schema, prefix = '') {
      const before = problems.length;
      const values = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, valueOf(`${prefix}${name}`)]));
      const told = new Set(problems.slice(before).map(({ where }) => where.replace(/_FILE$/, '')));
      const parsed = schema.safeParse(values);
      if (parsed.success && problems.length === before) return parsed.data;
      for (const issue of parsed.error?.issues ?? []) {
        const where = `${prefix}${String(issue.path[0] ?? '')}`;
        if (!told.has(where)) problems.push({ where, says: saysOf(issue) });
      }
      return undefined;
    },
    problems,
  };
}

function present(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
