import type { JsonObject } from '../../../src/shared/json.ts';
import { Router, text } from 'express';
import type { Emulator, RecordKeeper } from '../emulator.ts';
import type { Faults } from '../faults.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { createBooks, standing, type ContractType } from './books.ts';
import { readFaults, writeFaults } from './call-faults.ts';
import { webhookResources, type Change } from './change.ts';
import type { Company } from './company.ts';
import { companyOperations } from './company-operations.ts';
import type { Context } from './context.ts';
import { contractShown } from './contract-answers.ts';
import { changeOrderWithLines } from './change-order-answers.ts';
import { changeOrderOperations } from './change-order-operations.ts';
import { contractOperations } from './contract-operations.ts';
import { createControl } from './control.ts';
import { createDeliveries, webhookFaults } from './deliveries.ts';
import { projectShown, vendorShown } from './directory-answers.ts';
import { hookOperations } from './hook-operations.ts';
import { hookV2Operations } from './hook-v2-operations.ts';
import type { PayloadVersion } from './hooks.ts';
import { createIds } from './ids.ts';
import { lineOperations } from './line-operations.ts';
import { requisitionShown } from './requisition-answers.ts';
import { requisitionOperations } from './requisition-operations.ts';
import { createTokens, tokenFaults, type ClientCredentials } from './oauth.ts';
import type { Operation } from './operation.ts';
import { projectOperations } from './project-operations.ts';
import { createRateWindows, type RateLimits } from './rate-windows.ts';
import { plant, type ProcoreSeed } from './seed.ts';
import { serve } from './serve.ts';
import { plainObject } from './wire.ts';

export interface ProcoreEmulatorOptions {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly company?: Partial<Company>;
  readonly credentials?: ClientCredentials;
  readonly limits?: RateLimits;
  /** Gives every record an id beyond 2^53, not only codes, hooks and events. */
  readonly wideIds?: boolean;
}

export interface ProcoreEmulator extends Emulator, RecordKeeper {
  readonly name: 'procore';
  readonly company: Company;
  readonly credentials: ClientCredentials;
  /** What it plays, for whoever holds it against the endpoint catalogue. */
  readonly operations: readonly Operation[];
  /** Puts people and codes in place. May be called again; the same ids replace what was there. */
  seed(seed: ProcoreSeed): void;
  /** Delivers every event to that address from now on, and after a reset too. Answers the id of the hook. */
  registerHook(hook: { url: string; authorization: string; payload?: PayloadVersion }): string;
  setLimits(limits: RateLimits): void;
  /** Lets the service account into a project, or shuts it out as if an administrator had not added it. */
  permitProject(id: string, permitted: boolean): void;
}

/** Plays one Procore company over REST, to be mounted under `/procore`. */
export function createProcoreEmulator(options: ProcoreEmulatorOptions): ProcoreEmulator {
  const { clock, faults } = options;
  const company: Company = {
    id: '562949953421312',
    name: 'Harbor Point Builders',
    serviceUserId: '562949953429999',
    applicationId: '562949953421999',
    ...options.company,
  };
  const credentials = options.credentials ?? { clientId: 'sandbox-client', clientSecret: 'sandbox-secret' };
  const limits = options.limits ?? { perHour: 360_000, perTenSeconds: 5_000 };
  const wideIds = options.wideIds ?? false;

  let books = createBooks(1, wideIds);
  // hooks outlive a reset, so their ids come from a range of their own
  const hookIds = createIds(999_999, true);
  const kept: string[] = [];
  const deliveries = createDeliveries(clock, faults, company, () => books.ids);
  const context: Context = { company, clock, books: () => books, announce: deliveries.announce, deliveries };
  const tokens = createTokens(clock, faults, company, credentials);
  const rates = createRateWindows(limits);
  const operations = [
    ...companyOperations(context),
    ...projectOperations(context),
    ...contractOperations(context, 'work_order'),
    ...contractOperations(context, 'purchase_order'),
    ...changeOrderOperations(context),
    ...lineOperations(context),
    ...requisitionOperations(context),
    ...hookOperations(context),
    ...hookV2Operations(context),
  ];

  const contractsOf = (type: ContractType): readonly JsonObject[] =>
    standing(books.contracts)
      .filter((contract) => contract.type === type)
      .map((contract) => plainObject(contractShown(books, company, contract)));

  const router = Router();
  router.use(text({ type: () => true, limit: '20mb' }), tokens.routes);
  router.use(serve({ company, clock, faults, tokens, rates }, operations));

  return {
    name: 'procore',
    company,
    credentials,
    operations,
    router,
    faultPlaces: [
      { at: 'procore.token', faults: tokenFaults },
      { at: 'procore.reads', faults: readFaults },
      { at: 'procore.writes', faults: writeFaults },
      { at: 'procore.webhooks', faults: webhookFaults },
    ],
    ...createControl(context),
    world: () => ({
      projects: standing(books.projects).map((project) => plainObject(projectShown(project, company))),
      vendors: standing(books.vendors).map((vendor) => plainObject(vendorShown(vendor))),
      work_order_contracts: contractsOf('work_order'),
      purchase_order_contracts: contractsOf('purchase_order'),
      commitment_change_orders: standing(books.changeOrders).map((order) =>
        plainObject(changeOrderWithLines(books, order)),
      ),
      requisitions: standing(books.requisitions).map((requisition) =>
        plainObject(requisitionShown(books, requisition, 'items')),
      ),
      budgets: [],
      budget_changes: [],
    }),
    reset(seed) {
      books = createBooks(seed, wideIds);
      tokens.revokeAll();
      rates.set(limits);
      deliveries.reset(kept);
    },
    seed: (seed) => plant(books, seed),
    registerHook({ url, authorization, payload = 'v2' }) {
      const now = clock.now();
      const events: readonly Change['event'][] = ['create', 'update', 'delete'];
      const triggers = webhookResources.flatMap((resource) =>
        events.map((event) => ({ id: hookIds.wide(), resource, event })),
      );
      const hook = {
        id: hookIds.wide(),
        namespace: 'countersign',
        project: undefined,
        createdAt: now,
        updatedAt: now,
      };
      deliveries.hooks.set(hook.id, { ...hook, payload, url, authorization, triggers });
      kept.push(hook.id);
      return hook.id;
    },
    setLimits: (next) => rates.set(next),
    permitProject(id, permitted) {
      const project = books.projects.get(id);
      if (project === undefined) throw new Error(`there is no project ${id}`);
      project.permitted = permitted;
    },
  };
}
