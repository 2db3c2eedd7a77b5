import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { onTestFinished } from 'vitest';
import { httpProcore, type ProcoreOptions } from '../../adapters/procore/procore.ts';
import { createFaults, type Faults } from '../../adapters/sandbox/faults.ts';
import {
  createProcoreEmulator,
  type ProcoreEmulator,
  type ProcoreEmulatorOptions,
} from '../../adapters/sandbox/procore/procore-emulator.ts';
import { createSandboxClock, type SandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Procore } from '../../src/ports/procore.ts';
import { instant } from '../../src/shared/dates.ts';
import { projectId, recordId, type ProjectId, type RecordId } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';

/** One call as the emulator saw it and what it answered. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Request['headers'];
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

export interface Bench {
  readonly emulator: ProcoreEmulator;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly procore: Procore;
  /** The address under which the emulator is mounted. */
  readonly url: string;
  readonly calls: SeenCall[];
  readonly project: ProjectId;
  readonly vendor: RecordId;
  /** How long the client slept, one after the other. */
  readonly slept: number[];
  client(changes?: Partial<ProcoreOptions>): Procore;
  /** A subcontract that is ready for approval. */
  subcontract(body?: JsonObject): Promise<RecordId>;
}

/** A company with one project, one linked vendor and two cost codes, served over real HTTP, and a client on it. */
export async function openBench(options: Partial<ProcoreEmulatorOptions> = {}): Promise<Bench> {
  const clock = createSandboxClock();
  const faults: Faults = createFaults(() => emulator.faultPlaces);
  const emulator = createProcoreEmulator({ clock, faults, ...options });
  emulator.seed({
    users: [
      { role: 'pm', name: 'Pat Moreno', email: 'pat@example.com' },
      { role: 'controller', name: 'Chris Ode', email: 'chris@example.com', erpIntegratedAccountant: true },
    ],
    costCodes: [
      { fullCode: '2010.000', name: 'Sitework' },
      { fullCode: '3020.100', name: 'Concrete' },
    ],
    lineItemTypes: [
      { code: 'M', name: 'Materials', baseType: 'materials' },
      { code: 'S', name: 'Subcontract', baseType: 'commitment' },
    ],
  });
  const project = projectId(String((await emulator.create('projects', { name: 'Pier 9', origin_id: 'J-9' }))['id']));
  const vendor = recordId(String((await emulator.create('vendors', { name: 'Acme Civil', origin_id: 'V-1' }))['id']));

  const calls: SeenCall[] = [];
  const app = express();
  app.use((request, response, next) => watch(calls, request, response, next));
  app.use('/procore', emulator.router);
  const url = `${await listen(app)}/procore`;

  const slept: number[] = [];
  const clientClock: Clock = {
    now: () => instant(clock.now()),
    async sleep(ms) {
      slept.push(ms);
      clock.advance(ms);
    },
  };
  const client = (changes: Partial<ProcoreOptions> = {}): Procore =>
    httpProcore({
      companyId: emulator.company.id,
      apiUrl: url,
      loginUrl: url,
      webUrl: 'https://app.procore.com',
      ...emulator.credentials,
      clock: clientClock,
      callDeadlineMs: 2_000,
      ...changes,
    });

  onTestFinished(() => emulator.reset(0));
  return {
    emulator,
    clock,
    faults,
    procore: client(),
    url,
    calls,
    project,
    vendor,
    slept,
    client,
    async subcontract(body = {}) {
      const given = { number: 'SC-001', status: 'Approved', line_items: [{ amount: '1250.50' }], ...body };
      return recordId(String((await emulator.create('work_order_contracts', given))['id']));
    },
  };
}

/** Serves on a free port until the test is over; answers the address. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function watch(calls: SeenCall[], request: Request, response: Response, next: NextFunction): void {
  const url = new URL(request.originalUrl, 'http://bench');
  const end = response.end.bind(response) as (...args: unknown[]) => Response;
  let answer = '';
  response.end = (...args: unknown[]): Response => {
    answer = typeof args[0] === 'string' || Buffer.isBuffer(args[0]) ? args[0].toString() : '';
    return end(...args);
  };
  response.on('close', () => {
    const { method, headers } = request;
    const path = url.pathname.replace(/^\/procore/, '');
    const body = typeof request.body === 'string' ? request.body : '';
    calls.push({ method, path, query: url.searchParams, headers, body, status: response.statusCode, answer });
  });
  next();
}
