import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { JsonObject } from '../../src/shared/json.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { readBody } from '../system/read-body.ts';
import type { RecentKeys } from '../system/recent-keys.ts';
import { contentTypeOf, readForm, readRequestBody } from './request-body.ts';
import { claimedSignature, signatureHolds } from './request-signature.ts';

/** More than any request of Slack. */
const largestBody = 256 * 1024;
const largestCheck = 1024;

export interface ReceivedRequest {
  readonly body: JsonObject;
  /** Names this request among all that were ever signed with the secret. */
  readonly delivery: string;
}

/** A request that goes no further, and what it is answered; `reason` is one word for the log and for what is counted. */
export interface TurnedAway {
  readonly status: 200 | 400 | 401 | 413 | 415;
  readonly reason: string;
}

export interface ReceiveDeps {
  readonly signingSecret: string;
  readonly now: number;
  readonly seen: RecentKeys;
}

/** Whether a request is signed, of this moment, new and readable: in this order, and nothing is read before it is signed. */
export async function receiveRequest(
  request: Request,
  { signingSecret, now, seen }: ReceiveDeps,
): Promise<Result<ReceivedRequest, TurnedAway>> {
  const signature = request.header('x-slack-signature');
  const timestamp = request.header('x-slack-request-timestamp');
  const claimed = claimedSignature({ signature, timestamp }, now);
  if (!claimed.ok) {
    const unsigned = signature === undefined && timestamp === undefined;
    if (unsigned && (await isCertificateCheck(request))) return turnedAway(200, 'certificate_check');
    return turnedAway(401, claimed.failure);
  }
  const type = contentTypeOf(request.header('content-type'));
  if (type === undefined) return turnedAway(415, 'content_type');
  // nothing is unpacked here, so nothing small can become large
  if ((request.header('content-encoding') ?? 'identity') !== 'identity') {
    return turnedAway(415, 'content_encoding');
  }
  const bytes = await readBody(request, largestBody);
  if (!bytes.ok) return turnedAway(bytes.failure === 'too_large' ? 413 : 400, bytes.failure);
  if (!signatureHolds(signingSecret, claimed.value, bytes.value)) return turnedAway(401, 'signature');
  const body = readRequestBody(type, bytes.value);
  if (!body.ok) return turnedAway(400, body.failure);

  const delivery = createHash('sha256').update(claimed.value.signature).digest('hex');
  if (!seen.take(delivery)) return turnedAway(200, 'replayed');
  const event = eventId(body.value);
  if (event !== undefined && !seen.take(`event/${event}`)) return turnedAway(200, 'repeated');
  return ok({ body: body.value, delivery });
}

/** Slack now and then looks whether the certificate of the address is good, and does not sign that. */
async function isCertificateCheck(request: Request): Promise<boolean> {
  if (contentTypeOf(request.header('content-type')) !== 'application/x-www-form-urlencoded') return false;
  const bytes = await readBody(request, largestCheck);
  if (!bytes.ok) return false;
  const form = readForm(bytes.value.toString('utf8'));
  return form.ok && form.value['ssl_check'] === '1';
}

/** Slack sends an event again, signed anew, until it has an answer it likes. */
function eventId(body: JsonObject): string | undefined {
  const id = body['type'] === 'event_callback' ? body['event_id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function turnedAway(status: TurnedAway['status'], reason: string): Result<never, TurnedAway> {
  return fail({ status, reason });
}
