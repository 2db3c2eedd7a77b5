import type { z } from 'zod';
import { pageOf, readable } from './protocol/collections.ts';
import { operationState } from './protocol/operations.ts';

/** What the answers that may be long are held against, by the name of their call: lists, and what became of a write. */
export const longSchemas: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ...Object.entries(readable).map(([path, item]) => [`GET /${path}`, pageOf(item)] as const),
  ['GET /operations', operationState],
  ['POST /operations', operationState],
]);
