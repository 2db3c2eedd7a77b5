import type { z } from 'zod';
import type { JsonObject } from '../../src/shared/json.ts';
import { ControlError } from './emulator.ts';

/** What a person does in a chat: each act by its name in the control interface. */
export interface ChatHand {
  readonly [act: string]: (body: JsonObject) => Promise<object>;
}

/** Reads the body of a call; a bad one is told with the place of what is wrong. */
export function readCall<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    return `${path.map(String).join('.') || 'body'}: ${message}`;
  });
  throw new ControlError('bad_call', problems.join('; '));
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The same without members that are `undefined`: what was left out stays left out. */
export function given<T extends object>(call: T): Given<T> {
  return Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined)) as Given<T>;
}
