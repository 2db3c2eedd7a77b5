import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../src/shared/json.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { readStrictJson, type JsonFault } from '../../src/shared/strict-json.ts';

/** One request of Slack over a socket. */
export interface Envelope {
  readonly id: string;
  /** Names what a person did, however often and in however many envelopes Slack sends it. */
  readonly delivery: string;
  readonly body: JsonObject;
  readonly retryNum: number | undefined;
}

/** As large as a request over HTTP may be. */
const largest = 256 * 1024;
const types: ReadonlySet<unknown> = new Set(['slash_commands', 'interactive', 'events_api']);

export type EnvelopeFault = 'too_large' | 'shape' | 'unknown_type' | JsonFault;

/** Reads what came over the socket; nothing else of it than an envelope with an object inside goes further. */
export function readEnvelope(text: string): Result<Envelope, EnvelopeFault> {
  if (text.length > largest) return fail('too_large');
  const read = readStrictJson(text);
  if (!read.ok) return read;
  const message = read.value;
  if (!isObject(message)) return fail('shape');
  const { type, envelope_id: id, payload, retry_attempt: retry } = message;
  if (typeof type !== 'string' || typeof id !== 'string' || !isObject(payload)) return fail('shape');
  if (!types.has(type)) return fail('unknown_type');
  return ok({
    id,
    delivery: deliveryOf(type, id, payload),
    body: payload,
    retryNum: typeof retry === 'number' ? retry : undefined,
  });
}

/** Slack gives each press, command and submission a trigger of its own, and each event an id. */
function deliveryOf(type: string, envelope: string, payload: JsonObject): string {
  const name = type === 'events_api' ? payload['event_id'] : payload['trigger_id'];
  const full = typeof name === 'string' && name !== '' ? `${type}/${name}` : `${type}/envelope/${envelope}`;
  // as short as every other name of a request, whatever Slack puts there
  return createHash('sha256').update(full).digest('hex');
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
