import type { SandboxClock } from '../sandbox-clock.ts';
import type { Emulator, RecordKeeper } from '../emulator.ts';
import type { Faults } from '../faults.ts';
import { createAccountant } from './accountant.ts';
import { createArrivals } from './arrivals.ts';
import { createBooks } from './books.ts';
import { asAnswered } from './commitment-standing.ts';
import { createBridge } from './bridge.ts';
import { bridgeRouter } from './bridge-server.ts';
import { sageFaultPlaces } from './fault-places.ts';
import { defaultHost } from './host.ts';
import { jobTotals } from './job-totals.ts';
import { createOperations } from './operations.ts';
import { plain } from './plain.ts';
import { createReplays } from './replays.ts';

export interface SageEmulatorOptions {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly secret: string;
  /** The company's name in Sage, as it stands in the bridge's paths. */
  readonly company: string;
  /** How long Sage works on an operation, on the sandbox clock. */
  readonly operationMs?: number;
  /** How late a request arrives that the fault `lateCommit` holds back, on the sandbox clock. */
  readonly lateCommitMs?: number;
  readonly pageSize?: number;
  readonly seed?: number;
}

export interface SageEmulator extends Emulator, RecordKeeper {
  readonly name: 'sage';
  /** The bridge's process dies and comes back. */
  restart(): void;
  setOffline(offline: boolean): void;
  /** Resolves when no operation and no late request is under way any more. */
  settled(): Promise<void>;
}

/** Sage 100 Contractor emulator (bridge protocol): the server side of our protocol, and books that behave as Sage's do. */
export function createSageEmulator(options: SageEmulatorOptions): SageEmulator {
  const { clock, faults, company, secret } = options;
  const now = (): number => clock.now();
  let books = createBooks(options.seed ?? 1, now);
  let host = defaultHost;

  const operations = createOperations({
    clock,
    books: () => books,
    takeBooksFault: () => faults.take('sage.books'),
    operationMs: options.operationMs ?? 20,
  });
  const bridge = createBridge({
    company,
    books: () => books,
    host: () => host,
    operations,
    now,
    pageSize: options.pageSize ?? 100,
  });
  const arrivals = createArrivals({ bridge, operations, clock, lateCommitMs: options.lateCommitMs ?? 800 });
  const replays = createReplays(now);
  const accountant = createAccountant({
    books: () => books,
    host: () => host,
    setHost: (settings) => (host = settings),
    restart: () => operations.restart(),
    today: () => new Date(now()).toISOString().slice(0, 10),
  });

  return {
    ...accountant,
    name: 'sage',
    faultPlaces: sageFaultPlaces,
    router: bridgeRouter({
      ...{ bridge, arrivals, replays, clock, company, secret },
      offline: () => host.offline,
      takeFault: (at) => faults.take(at),
    }),
    world: () =>
      plain({
        vendors: books.all('vendors'),
        jobs: books.all('jobs'),
        budgets: books.all('budgets'),
        subcontracts: books.all('subcontracts').map((record) => asAnswered(books, 'subcontracts', record)),
        purchase_orders: books.all('purchase-orders'),
        change_orders: books.all('change-orders'),
        payable_invoices: books.all('payable-invoices'),
        totals: jobTotals(books),
        writes: books.writes,
        periods: books.periods,
        bridge: host,
      }),
    reset(seed) {
      arrivals.clear();
      operations.clear();
      replays.clear();
      host = defaultHost;
      books = createBooks(seed, now);
    },
    restart: () => operations.restart(),
    setOffline(offline) {
      host = { ...host, offline };
    },
    async settled() {
      await arrivals.settled();
      await operations.settled();
    },
  };
}
