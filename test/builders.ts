import type {
  ProcoreLine,
  ProcoreOrderLine,
  ProcorePurchaseOrder,
  ProcoreSubcontract,
  ProcoreVendor,
  Project,
} from '../src/ports/procore.ts';
import type { People, Person } from '../src/people/people.ts';
import type { Policy } from '../src/people/policy.ts';
import { instant, type CalendarDate, type Instant } from '../src/shared/dates.ts';
import { companyId, personId, procoreUserId, projectId, recordId, sageCompany } from '../src/shared/ids.ts';
import { cents, type BasisPoints } from '../src/shared/money.ts';
import type { Channel, Company, Settings, Timing } from '../src/transfers/settings.ts';

/** Noon in UTC of an ordinary day, before anything happens in a test. */
export const start: Instant = instant(Date.UTC(2026, 5, 1, 12));

export const harbor = projectId('7001');

export const settings: Settings = {
  costTypes: new Map([
    ['S', 4],
    ['M', 2],
  ]),
  subcontractReadyStatuses: ['Approved'],
  subcontractStatus: 4,
  purchaseOrderReadyStatuses: ['Approved'],
  purchaseOrderStatus: 1,
  poRounding: 'block',
  changeOrderReadyStatuses: ['approved'],
  ccoMovesSageBudget: 'unknown',
  executedContract: 'warn',
  unbudgetedLine: 'warn',
  jobComplete: 'warn',
  insuranceExpired: 'warn',
  invoiceReadyStatuses: ['approved', 'approved_as_noted'],
  invoiceStatus: 1,
  invoiceAccount: undefined,
  releasedRetainage: 'block',
  fallbackLimits: { number: 12, title: 30, lineDescription: 30, invoiceNumber: 15 },
};

export function company(changes: Partial<Company> = {}): Company {
  return {
    id: companyId('9001'),
    name: 'Brightwater Builders',
    sageCompany: sageCompany('Brightwater'),
    mode: 'direct',
    timeZone: 'America/Chicago',
    liveProjects: new Set([harbor]),
    settings,
    ...changes,
  };
}

function person(id: string, name: string, role: string, procore: string | undefined): Person {
  return {
    id: personId(id),
    name,
    role,
    slack: `U-${id}`,
    teams: `29:${id}`,
    procore: procore === undefined ? undefined : procoreUserId(procore),
  };
}

export const carla = person('carla', 'Carla Contreras', 'controller', '501');
export const cleo = person('cleo', 'Cleo Clark', 'clerk', '502');
export const petra = person('petra', 'Petra Mann', 'pm', '503');
export const adam = person('adam', 'Adam Ames', 'admin', '504');
/** Known by name, with a role that no rule names. */
export const otto = person('otto', 'Otto Outside', 'outsider', undefined);

export const people: People = { all: [carla, cleo, petra, adam, otto] };

/** Below 50,000.00 one seat, a controller or a clerk; from there a controller and an administrator. */
export function policy(changes: Partial<Policy> = {}): Policy {
  const bands = [
    { from: cents(0), below: cents(50_000_00), seats: [{ roles: ['controller', 'clerk'] }] },
    { from: cents(50_000_00), below: undefined, seats: [{ roles: ['controller'] }, { roles: ['admin'] }] },
  ];
  return { version: 'p1', unknownAuthor: 'second-seat', rules: [{ kinds: '*', jobs: '*', bands }], ...changes };
}

export const timing: Timing = {
  pollMs: 60_000,
  callDeadlineMs: 30_000,
  operationPollMs: 1_000,
  unconfirmedWaitMs: 60_000,
  retryMaxMs: 900_000,
  cardWindowMs: 600_000,
  sweepHour: 2,
};

export function channel(changes: Partial<Channel> = {}): Channel {
  return {
    company: company().id,
    platform: 'slack',
    id: 'C-accounting',
    name: 'accounting',
    jobs: '*',
    kinds: '*',
    cardsAtOnce: 20,
    ...changes,
  };
}

export function project(changes: Partial<Project> = {}): Project {
  return {
    id: harbor,
    number: '1042',
    name: 'Harbor Street Medical Office',
    active: true,
    originId: '1042',
    erpIntegrated: false,
    ...changes,
  };
}

export function procoreVendor(changes: Partial<ProcoreVendor> = {}): ProcoreVendor {
  return { id: recordId('3001'), name: 'Ridgeline Concrete LLC', active: true, originId: '217', ...changes };
}

export function procoreLine(changes: Partial<ProcoreLine> = {}): ProcoreLine {
  return {
    id: recordId('88001'),
    position: 1,
    description: 'Footings',
    costCode: '3300',
    costType: 'S',
    amount: cents(30_000_00),
    taxCode: undefined,
    ...changes,
  };
}

/** Ready for accounting, written by the project manager and never changed since. */
export function procoreSubcontract(changes: Partial<ProcoreSubcontract> = {}): ProcoreSubcontract {
  const lines = changes.lines ?? [
    procoreLine(),
    procoreLine({
      id: recordId('88002'),
      position: 2,
      description: 'Slab on grade',
      costCode: '3310',
      amount: cents(10_000_00),
    }),
  ];
  return {
    id: recordId('4401'),
    project: harbor,
    number: 'SC-004',
    title: 'Concrete',
    status: 'Approved',
    executed: true,
    private: false,
    vendor: { id: recordId('3001'), name: 'Ridgeline Concrete LLC', originId: '217' },
    total: cents(lines.reduce((total, line) => total + line.amount, 0)),
    retainage: 1_000 as BasisPoints,
    contractDate: '2026-05-20' as CalendarDate,
    originId: undefined,
    createdBy: procoreUserId('503'),
    createdAt: instant(start - 3_600_000),
    updatedAt: instant(start - 3_600_000),
    ...changes,
    lines,
  };
}

export function orderLine(changes: Partial<ProcoreOrderLine> = {}): ProcoreOrderLine {
  return {
    ...procoreLine({
      id: recordId('89001'),
      description: 'Ready-mix concrete',
      costType: 'M',
      amount: cents(12_500_00),
    }),
    ...{ quantity: '100.00', unitCost: '125.00', unit: 'cy' },
    ...changes,
  };
}

/** Ready for accounting: one hundred cubic yards at 125.00. */
export function procorePurchaseOrder(changes: Partial<ProcorePurchaseOrder> = {}): ProcorePurchaseOrder {
  const lines = changes.lines ?? [orderLine()];
  return {
    ...procoreSubcontract({ id: recordId('4501'), number: 'PO-007', title: 'Concrete supply', retainage: undefined }),
    accountingMethod: 'unit',
    deliveryDate: '2026-06-15' as CalendarDate,
    paymentTerms: 'Net 30',
    total: cents(lines.reduce((total, line) => total + line.amount, 0)),
    ...changes,
    lines,
  };
}

/** The same contract with its money on one line. */
export function contractOf(amount: number, changes: Partial<ProcoreSubcontract> = {}): ProcoreSubcontract {
  return procoreSubcontract({ lines: [procoreLine({ amount: cents(amount) })], ...changes });
}
