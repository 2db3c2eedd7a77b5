import { createHmac, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '../../src/shared/result.ts';

/** Slack's own rule, on both sides of now: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const mostSkewMs = 5 * 60_000;

/** What the headers of a request claim; whether it holds is known only with the body. */
export interface ClaimedSignature {
  readonly timestamp: string;
  readonly signature: string;
}

export type SignatureFault = 'signature' | 'timestamp' | 'time';

/** A header that was sent twice arrives joined by a comma, and has no form that is taken here. */
export function claimedSignature(
  headers: { readonly signature: string | undefined; readonly timestamp: string | undefined },
  now: number,
): Result<ClaimedSignature, SignatureFault> {
  const { signature, timestamp } = headers;
  if (signature === undefined || !/^v0=[0-9a-f]{64}$/.test(signature)) return fail('signature');
  if (timestamp === undefined || !/^\d{1,11}$/.test(timestamp)) return fail('timestamp');
  if (Math.abs(now - Number(timestamp) * 1000) > mostSkewMs) return fail('time');
  return ok({ timestamp, signature });
}

/** Takes as long for a wrong signature as for a right one. */
export function signatureHolds(secret: string, { timestamp, signature }: ClaimedSignature, body: Buffer): boolean {
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex'));
}
