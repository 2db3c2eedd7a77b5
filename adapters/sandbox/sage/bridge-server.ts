import { Router, type Request, type Response } from 'express';
import { signatureFault, signatureHeaders } from '../../sage/protocol/signature.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { busy, refusal, type Answer } from './answer.ts';
import { noRoute, type Bridge } from './bridge.ts';
import { bodyOf, deliver, type Mishap } from './delivery.ts';
import type { Replays } from './replays.ts';
import type { Arrivals } from './arrivals.ts';

export interface BridgeServerDeps {
  readonly bridge: Bridge;
  readonly arrivals: Arrivals;
  readonly replays: Replays;
  readonly clock: SandboxClock;
  readonly company: string;
  readonly secret: string;
  readonly offline: () => boolean;
  readonly takeFault: (at: string) => string | undefined;
}

interface Call {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, unknown>>;
}

/** The bridge on HTTP: signatures, request ids, routes, and the trouble on the way. Takes the raw body itself. */
export function bridgeRouter(deps: BridgeServerDeps): Router {
  const router = Router();
  router.use((request, response, next) => void serve(deps, request, response).catch(next));
  return router;
}

async function serve(deps: BridgeServerDeps, request: Request, response: Response): Promise<void> {
  if (deps.offline() || deps.takeFault('sage.bridge') !== undefined) return void request.socket.destroy();
  const [version, companies, company, ...path] = request.path.split('/').slice(1).map(decoded);
  if (version !== 'v1' || companies !== 'companies') return deliver(request, response, noRoute(), undefined);
  const call: Call = { method: request.method, path, query: { ...request.query } };
  const fault = deps.takeFault(placeOf(call));
  if (fault === 'offline' || fault === 'refuseConnection') return void request.socket.destroy();

  const body = await bodyOf(request);
  const refused =
    body === undefined ? refusal(413, 'too_large', 'The body is too large.') : notBelieved(deps, request, body);
  if (body === undefined || refused !== undefined) return deliver(request, response, refused ?? noRoute(), undefined);
  if (company !== deps.company) {
    return deliver(request, response, refusal(403, 'wrong_company', 'This bridge serves another company.'), undefined);
  }
  if (fault === 'dropBeforeCommit') return void request.socket.destroy();
  if (fault === 'lateCommit') {
    deps.arrivals.arriveLater(dataOf(body));
    return void request.socket.destroy();
  }
  const requestId = request.get(signatureHeaders.requestId) ?? '';
  const content = Buffer.concat([Buffer.from(`${request.method} ${request.originalUrl}\n`), body]);
  const answer = await deps.replays.once(requestId, content, async () => answerTo(deps, call, body, fault));
  deliver(request, response, answer, mishapOf(fault));
}

function notBelieved(deps: BridgeServerDeps, request: Request, body: Buffer): Answer | undefined {
  const signed = {
    timestamp: request.get(signatureHeaders.timestamp) ?? '',
    requestId: request.get(signatureHeaders.requestId) ?? '',
    method: request.method,
    target: request.originalUrl,
    body,
  };
  const signature = request.get(signatureHeaders.signature) ?? '';
  const fault = signatureFault(deps.secret, signed, signature, deps.clock.now());
  if (fault === undefined) return undefined;
  const says =
    fault === 'bad_signature' ? 'The signature does not fit.' : 'The clocks differ by more than five minutes.';
  return refusal(401, fault, says);
}

async function answerTo(deps: BridgeServerDeps, call: Call, body: Buffer, fault: string | undefined): Promise<Answer> {
  const [first = '', second, third] = call.path;
  const route = `${call.method} ${first}`;
  if (fault === 'busy') return busy('Sage is busy.');
  if (route === 'GET operations' && second !== undefined && third === undefined) return deps.bridge.state(second);
  if (call.method === 'GET') return deps.bridge.read(call.path, call.query);
  const data = dataOf(body);
  if (data === undefined) return refusal(400, 'bad_request', 'The body is not JSON.');
  if (route === 'POST operations' && second === undefined) return deps.arrivals.arrive(data, fault);
  if (route === 'POST operations' && second !== undefined && third === 'close') return deps.bridge.close(second, data);
  if (route === 'POST preview' && second !== undefined && third === undefined) return deps.bridge.preview(second, data);
  return noRoute();
}

/** Where the call passes the place at which its trouble is armed. */
function placeOf({ method, path }: Call): string {
  if (path[0] === 'preview') return 'sage.preview';
  if (path[0] !== 'operations') return 'sage.reads';
  return method === 'POST' && path.length === 1 ? 'sage.operations' : 'sage.operation-state';
}

const mishaps = new Map<string, Mishap>([
  ...(['hang', 'garbage', 'html', 'halfBody', 'wrongShape'] as const).map((fault) => [fault, fault] as const),
  ['dropAfterCommit', 'offline'],
  ['forgets', 'offline'],
]);

function mishapOf(fault: string | undefined): Mishap | undefined {
  return mishaps.get(fault ?? '');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function dataOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
