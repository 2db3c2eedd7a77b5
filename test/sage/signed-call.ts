import { signatureHeaders, signatureOf, type SignedRequest } from '../../adapters/sage/protocol/signature.ts';
import type { Json } from '../../src/shared/json.ts';
import { company, countedChance, secret } from './sage-bench.ts';

export interface RawCall {
  readonly method: 'GET' | 'POST';
  /** Below the company, with its query. */
  readonly path: string;
  readonly body?: Json;
}

/** A call as some other program would make it: signed as `signed` says, sent as `call` says. */
export async function signedCall(
  url: string,
  call: RawCall,
  changes: { readonly signed?: Partial<SignedRequest>; readonly secret?: string; readonly requestId?: string } = {},
): Promise<{ readonly status: number; readonly code: string | undefined; readonly body: Json }> {
  const target = new URL(`${url}/v1/companies/${company}${call.path}`);
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const signed: SignedRequest = {
    timestamp: String(Date.now()),
    requestId: changes.requestId ?? countedChance.id(),
    method: call.method,
    target: `${target.pathname}${target.search}`,
    body,
    ...changes.signed,
  };
  const response = await fetch(target, {
    method: call.method,
    ...(call.body === undefined ? {} : { body }),
    headers: {
      [signatureHeaders.timestamp]: signed.timestamp,
      [signatureHeaders.requestId]: signed.requestId,
      [signatureHeaders.signature]: signatureOf(changes.secret ?? secret, signed),
    },
  });
  const answered = (await response.json()) as { readonly error?: { readonly code: string } };
  return { status: response.status, code: answered.error?.code, body: answered as Json };
}
