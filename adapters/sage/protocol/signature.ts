import { createHmac, timingSafeEqual } from 'node:crypto';

export const signatureHeaders = {
  /** Milliseconds since 1970-01-01T00:00:00Z, in digits. */
  timestamp: 'countersign-timestamp',
  /** Never used before by this sender. */
  requestId: 'countersign-request-id',
  signature: 'countersign-signature',
} as const;

/** How far the two clocks may be apart, in either direction. */
export const signatureWindowMs = 300_000;

/** What is signed, exactly as it goes over the wire. */
export interface SignedRequest {
  readonly timestamp: string;
  readonly requestId: string;
  readonly method: string;
  /** Path with query as sent, the prefix under which the bridge is mounted included. */
  readonly target: string;
  readonly body: string | Uint8Array;
}

/** The signature header's value: `v1=` and the HMAC-SHA256 in hexadecimal. */
export function signatureOf(secret: string, request: SignedRequest): string {
  if (secret === '') throw new Error('the bridge secret is empty');
  // none of the five can hold a line feed, so that no two requests share one text
  const head = ['v1', request.timestamp, request.requestId, request.method.toUpperCase(), request.target, ''].join(
    '\n',
  );
  return `v1=${createHmac('sha256', secret).update(head).update(request.body).digest('hex')}`;
}

export type SignatureFault = 'bad_signature' | 'bad_timestamp';

/** What is wrong with a signed request at that time; `undefined` when it may be believed. */
export function signatureFault(
  secret: string,
  request: SignedRequest,
  signature: string,
  now: number,
): SignatureFault | undefined {
  const wellFormed = /^\d{1,15}$/.test(request.timestamp) && /^[0-9A-Za-z_-]{1,64}$/.test(request.requestId);
  if (!wellFormed || !sameText(signatureOf(secret, request), signature)) return 'bad_signature';
  return Math.abs(now - Number(request.timestamp)) > signatureWindowMs ? 'bad_timestamp' : undefined;
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
