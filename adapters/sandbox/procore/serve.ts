import { Router, type Request, type Response } from 'express';
import type { Faults } from '../faults.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { readExactJson, writeExactJson } from '../../procore/exact-json.ts';
import { applyReadFault, applyWriteFault, rateLimited, type FaultEffect } from './call-faults.ts';
import type { Company, Doer } from './company.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import type { Tokens } from './oauth.ts';
import type { Operation, Reply } from './operation.ts';
import { pageOf } from './paging.ts';
import type { RateWindows } from './rate-windows.ts';
import { forbidden, namedError, Refusal, textError } from './refusal.ts';
import { isWireObject, type Wire, type WireObject } from './wire.ts';

export interface ServeDeps {
  readonly company: Company;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly rates: RateWindows;
}

/** Serves operations as Procore does: token, rate limit, company header, then the operation itself. */
export function serve(deps: ServeDeps, operations: readonly Operation[]): Router {
  const router = Router();
  for (const operation of operations) {
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    const method = operation.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete';
    router[method](path, (request, response) => answerOne(deps, operation, request, response));
  }
  router.use('/rest', (request, response) => {
    write(response, 404, { error: `This emulator does not play ${request.method} ${request.originalUrl}` });
  });
  return router;
}

function answerOne(deps: ServeDeps, operation: Operation, request: Request, response: Response): void {
  try {
    const doer = authorised(deps, operation, request, response);
    const effect = faultEffect(deps, operation, response);
    if (effect === 'done') return;
    const url = new URL(request.originalUrl, `${request.protocol}://${request.get('host') ?? 'localhost'}`);
    const body = bodyOf(request);
    refuseUnknownKeys(operation, url.searchParams, body);
    const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
    const base = `${url.origin}${request.baseUrl}`;
    const partialError = effect === 'partial error';
    const reply = operation.answer({ params, query: url.searchParams, body, doer, partialError, base });
    if (effect === 'reset after commit') return void request.socket.destroy();
    writeReply(operation, reply, url, response);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.set(error.headers);
    write(response, error.status, error.body);
  }
}

function authorised(deps: ServeDeps, operation: Operation, request: Request, response: Response): Doer {
  const doer = deps.tokens.doer(request.get('authorization'));
  if (doer === undefined) throw namedError(401, 'The access token is invalid');

  const now = deps.clock.now();
  const report = deps.rates.count(now);
  response.set({
    'x-rate-limit-limit': String(report.limit),
    'x-rate-limit-remaining': String(report.remaining),
    'x-rate-limit-reset': String(report.reset),
  });
  if (!report.allowed) throw rateLimited(report.reset, Math.max(1, report.reset - Math.floor(now / 1000)));

  const company = request.get('procore-company-id');
  if (operation.withoutCompany === true) return doer;
  // the documentation gives the beginning of the text, not the status that comes with it
  if (company === undefined) throw textError(400, 'Missing Procore-Company-Id header!');
  if (company !== deps.company.id) throw forbidden('App is not connected to this company');
  return doer;
}

function faultEffect({ faults, clock }: ServeDeps, { method, path }: Operation, response: Response): FaultEffect {
  if (path.includes('/webhooks/')) return 'none';
  return method === 'GET'
    ? applyReadFault(faults, response, clock.now())
    : applyWriteFault(faults, path.endsWith('/sync'));
}

function bodyOf(request: Request): WireObject {
  if (typeof request.body !== 'string' || request.body === '') return {};
  const read = readExactJson(request.body);
  if (!read.ok || !isWireObject(read.value)) throw namedError(400, 'The body is not a JSON object');
  return read.value;
}

function writeReply(operation: Operation, reply: Reply, url: URL, response: Response): void {
  if (reply.kind === 'body') return write(response, reply.status, reply.body);
  const paged = operation.query?.includes('per_page') === true;
  const wrapped = reply.wrapped === true;
  if (!paged) return write(response, 200, wrapped ? { data: reply.items } : reply.items);
  const page = pageOf(reply.items, url.searchParams, `${url.origin}${url.pathname}`, wrapped ? 10 : undefined);
  response.set(page.headers);
  write(response, 200, wrapped ? { data: page.items } : page.items);
}

function write(response: Response, status: number, body: Wire): void {
  const isText = typeof body === 'string';
  response
    .status(status)
    .type(isText ? 'text/plain' : 'application/json')
    .send(isText ? body : writeExactJson(body));
}
