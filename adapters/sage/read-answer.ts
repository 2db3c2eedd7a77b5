import type { z } from 'zod';
import type { SageReadFailure } from '../../src/ports/sage.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { Bytes } from '../system/received.ts';
import { dataOf, placeOf } from './bridge-failure.ts';

/** Holds the bytes of an answer with status 200 against its schema; `call` is named where it differs. */
export function readAnswer<T>(call: string, schema: z.ZodType<T>, bytes: Bytes): Result<T, SageReadFailure> {
  const data = dataOf(bytes);
  if (data === undefined) return fail({ kind: 'unreachable', retryAfterMs: undefined });
  const read = schema.safeParse(data);
  return read.success ? ok(read.data) : fail({ kind: 'contract_break', detail: placeOf(call, read.error) });
}
