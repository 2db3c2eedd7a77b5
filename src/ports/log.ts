import type { Json } from '../shared/json.ts';

/**
 * What operators read. The message is a constant, everything that varies is a field; never a payload, a token or a
 * tax id.
 */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log with fields that stand in every line. */
  with(fields: LogFields): Log;
}

export type LogFields = { readonly [name: string]: Json | undefined };
