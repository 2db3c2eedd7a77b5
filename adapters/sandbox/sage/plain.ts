import type { JsonObject } from '../../../src/shared/json.ts';

/** A copy as it would travel: nothing of the emulator's own memory leaves it. */
export function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
