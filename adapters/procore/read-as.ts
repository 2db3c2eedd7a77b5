import type { z } from 'zod';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { readExactJson } from './exact-json.ts';

/** Holds an answer against its schema; a difference is `unreadable` with the path of the first wrong field. */
export function readAs<S extends z.ZodType>(schema: S, body: unknown): Result<z.output<S>, ProcoreFailure> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return ok(parsed.data);
  return fail({ kind: 'unreadable', field: parsed.error.issues[0]?.path.join('.') || 'body' });
}

export function readTextAs<S extends z.ZodType>(schema: S, text: string): Result<z.output<S>, ProcoreFailure> {
  const read = readExactJson(text);
  return read.ok ? readAs(schema, read.value) : fail({ kind: 'unreadable', field: 'body' });
}
