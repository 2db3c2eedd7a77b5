import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { BridgeAddress } from '../../adapters/sage/bridge-call.ts';
import { httpSage } from '../../adapters/sage/http-sage.ts';
import { createFaults, type Faults } from '../../adapters/sandbox/faults.ts';
import {
  createSageEmulator,
  type SageEmulator,
  type SageEmulatorOptions,
} from '../../adapters/sandbox/sage/sage-emulator.ts';
import { createSandboxClock, type SandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import type { Chance } from '../../src/ports/chance.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Operation, Sage } from '../../src/ports/sage.ts';
import { instant } from '../../src/shared/dates.ts';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import { operationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';

export const company = 'Sandbox';
export const secret = 'a secret between bot and bridge';

/** The adapter and the emulator with real HTTP between them, and a job with a budget and a vendor in the books. */
export interface SageBench {
  readonly sage: Sage;
  readonly emulator: SageEmulator;
  readonly faults: Faults;
  readonly clock: SandboxClock;
  readonly url: string;
  /** `POST /operations` that reached the host, whatever became of them. */
  readonly posts: () => number;
  /** Moves the sandbox clock, and comes back when what was due by then has happened. */
  advance(ms: number): Promise<void>;
  /** Lets everything that is under way end, late arrivals too. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function openSageBench(
  options: Partial<SageEmulatorOptions> & { readonly callDeadlineMs?: number } = {},
): Promise<SageBench> {
  const clock = createSandboxClock();
  const places = (): SageEmulator['faultPlaces'] => emulator.faultPlaces;
  const faults = createFaults(() => places());
  // so long that nothing ends unless a test moves the clock
  const slow = { operationMs, lateCommitMs: 10 * operationMs };
  const emulator = createSageEmulator({ clock, faults, secret, company, ...slow, ...options });
  let posts = 0;
  const app = express();
  app.use((request, _, next) => {
    if (request.method === 'POST' && request.path.endsWith('/operations')) posts += 1;
    next();
  });
  app.use('/sage', emulator.router);
  const { url, close } = await listening(createServer(app));

  // timers of one length end in the order in which they were set
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => setTimeout(resolve, 1));
  };

  await emulator.create('vendors', { number: '2001', name: 'Harbor Concrete' });
  await emulator.create('jobs', { number: '101', name: 'Pier 4' });
  await emulator.create('cost-codes', { number: '2010', name: 'Sitework' });
  await emulator.create('cost-codes', { number: '3300', name: 'Concrete' });
  await emulator.create('budgets', {
    number: '101',
    jobNumber: '101',
    lines: [
      { costCode: '2010.000', costType: 4, cents: 100_000_00 },
      { costCode: '3300.000', costType: 4, cents: 50_000_00 },
    ],
  });
  return {
    ...{ emulator, faults, clock, url: `${url}/sage`, posts: () => posts, close },
    sage: sageAt(`${url}/sage`, clock, { callDeadlineMs: options.callDeadlineMs ?? 2_000 }),
    advance,
    async settle() {
      const state = { settled: false };
      void emulator.settled().then(() => (state.settled = true));
      await advance(0);
      while (!state.settled) await advance(operationMs);
    },
  };
}

/** How long an operation takes in these tests, on the sandbox clock. */
export const operationMs = 60_000;

let ids = 0;
/** Never the same twice in one run of the tests. */
export const countedChance: Chance = { id: () => `id${(ids += 1)}`, fraction: () => 0.5 };

export function sageAt(url: string, time: Pick<SandboxClock, 'now'>, changes: Partial<BridgeAddress> = {}): Sage {
  const clock: Clock = { now: () => instant(time.now()), sleep: () => Promise.resolve() };
  return httpSage({ url, secret, company, callDeadlineMs: 2_000, clock, chance: countedChance, ...changes });
}

/** Serves on a free port of this host. */
export async function listening(server: Server): Promise<{ readonly url: string; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const subcontractDocument: JsonObject = {
  number: 'SC-101',
  date: '2025-03-14',
  vendorNumber: '2001',
  jobNumber: '101',
  description: 'Concrete and sitework',
  status: 4,
  retainageBasisPoints: 1_000,
  lines: [
    { lineRef: '501', description: 'Grading', costCode: '2010.000', costType: 4, cents: 40_000_00 },
    { lineRef: '502', description: 'Footings', costCode: '3300.000', costType: 4, cents: 25_000_50 },
  ],
};

/** A valid operation over a valid document; a test names only what it is about. */
export function operation(changes: Partial<Operation> = {}, document: JsonObject = {}): Operation {
  const whole = { ...subcontractDocument, ...document };
  return {
    kind: 'subcontracts',
    operationKey: operationKey('key-1'),
    attempt: 1,
    fingerprint: fingerprintOf('subcontract', whole),
    document: whole,
    approvedBy: ['Ann Controller'],
    acceptWarnings: [],
    ...changes,
  };
}
