import type { Router } from 'express';
import type { JsonObject } from '../../src/shared/json.ts';

/** One outside system as the sandbox plays it. Mounted under `/<name>`; everything it serves is real HTTP. */
export interface Emulator {
  readonly name: 'procore' | 'sage' | 'slack' | 'teams';
  readonly router: Router;
  /** Its part of `GET /_control/world`; `GET /_control/world/<name>` answers it alone. */
  world(): JsonObject;
  /** Back to an empty system; the story is told to it afterwards. */
  reset(seed: number): void;
  /** Where trouble can be scripted, and which. */
  readonly faultPlaces: readonly FaultPlace[];
}

/** A system whose records the control interface creates, changes and deletes as a user of that system would. */
export interface RecordKeeper {
  readonly collections: readonly string[];
  /** Answers the record as `world` shows it. Throws `ControlError` on a bad call. */
  create(collection: string, body: JsonObject): Promise<JsonObject>;
  change(collection: string, id: string, body: JsonObject): Promise<JsonObject>;
  remove(collection: string, id: string): Promise<JsonObject>;
}

export interface FaultPlace {
  /** Such as `sage.operations`. */
  readonly at: string;
  readonly faults: readonly { readonly fault: string; readonly says: string }[];
}

/** A bad call of the control interface: 400 with `{error: {code, message}}`. */
export class ControlError extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, message: string, details: JsonObject = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
