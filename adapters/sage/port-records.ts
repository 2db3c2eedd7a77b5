import type * as port from '../../src/ports/sage.ts';
import type * as directory from '../../src/ports/sage-directory.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { calendarDate } from '../../src/shared/dates.ts';
import { operationKey } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Health, OverLimit, Profile } from './protocol/installation.ts';
import type { OperationStateAnswer } from './protocol/operations.ts';
import type {
  AccountRecord,
  ChangeOrderRecord,
  CostTypeRecord,
  InvoiceRecord,
  JobRecord,
  JobTotalRecord,
  NamedRecord,
  PurchaseOrderLinesRecord,
  PurchaseOrderRecord,
  SubcontractRecord,
  VendorRecord,
} from './protocol/records.ts';

export function sageHealth(wire: Health): port.SageHealth {
  const { company, mode, bridgeVersion, protocolVersion, sageReachable } = wire;
  return { company, mode, bridgeVersion, protocolVersion, sageReachable };
}

export function sageProfile(wire: Profile): port.SageProfile {
  return {
    limits: {
      subcontractNumber: wire.limits.subcontractNumber ?? undefined,
      subcontractTitle: wire.limits.subcontractTitle ?? undefined,
      lineDescription: wire.limits.lineDescription ?? undefined,
      purchaseOrderNumber: wire.limits.purchaseOrderNumber ?? undefined,
      changeOrderNumber: wire.limits.changeOrderNumber ?? undefined,
      invoiceNumber: wire.limits.invoiceNumber ?? undefined,
    },
    decimals: { quantity: wire.decimals.quantity ?? undefined, unitPrice: wire.decimals.unitPrice ?? undefined },
    rounding: wire.rounding ?? undefined,
    overBudget: wire.overBudget === null ? undefined : overBudget(wire.overBudget),
    overSubcontract: wire.overSubcontract === null ? undefined : overBudget(wire.overSubcontract),
    invoiceAccount: wire.defaultAccounts.subcontractInvoice ?? undefined,
    traceField: wire.traceField ?? undefined,
    canSetPeriod: wire.canSetPeriod,
    credits: wire.credits,
  };
}

function overBudget({ rule, tolerance }: OverLimit): port.OverBudget {
  switch (tolerance.type) {
    case 'none':
      return { rule, tolerance };
    case 'percent':
      return { rule, tolerance };
    case 'flat':
    case 'percent_capped':
      return { rule, tolerance: { ...tolerance, cents: cents(tolerance.cents) } };
  }
}

export function sageVendor(wire: VendorRecord): directory.SageVendor {
  const { key, number, name, active, insuranceExpires, defaultAccount, dueTerms } = wire;
  return {
    ...{ key, number, name, active },
    insuranceExpires: calendarDate(insuranceExpires ?? ''),
    defaultAccount: defaultAccount ?? undefined,
    dueTerms: dueTerms ?? undefined,
  };
}

export function sageJob({ key, number, name, status }: JobRecord): directory.SageJob {
  return { key, number, name, status };
}

export function sageCostCode({ number, name }: NamedRecord): directory.SageCostCode {
  return { code: number, name };
}

export function sageCostType({ number, name, account }: CostTypeRecord): directory.SageCostType {
  return { type: Number(number), name, account: account ?? undefined };
}

export function sageAccount({ number, name, hasSubAccounts }: AccountRecord): directory.SageAccount {
  return { number, name, hasSubAccounts };
}

export function jobTotal(wire: JobTotalRecord): directory.JobTotal {
  return {
    costCode: wire.costCode,
    costType: wire.costType,
    revisedBudgetCents: cents(wire.revisedBudgetCents),
    changeBudgetCents: cents(wire.changeBudgetCents),
    fromCcoCents: cents(wire.fromCcoCents),
    committedCents: cents(wire.committedCents),
    invoicedCents: cents(wire.invoicedCents),
  };
}

type Written = SubcontractRecord | PurchaseOrderRecord | PurchaseOrderLinesRecord | ChangeOrderRecord | InvoiceRecord;

/** `fields` holds the document's own names, and what only the record has beside them. */
export function sageRecord(wire: Written): port.SageRecord {
  const { key, id, voided, operationKey: ours, changedAt: _changedAt, ...fields } = wire;
  return {
    ...{ key, id, voided, number: wire.number, status: wire.status },
    operationKey: ours === undefined ? undefined : operationKey(ours),
    fields: plain(fields),
  };
}

/** What was read from JSON has no member without a value; the types of optional ones do not know that. */
function plain(value: object): JsonObject {
  return value as JsonObject;
}

export function operationState(wire: OperationStateAnswer): port.OperationState {
  switch (wire.state) {
    case 'absent':
    case 'queued':
    case 'running':
    case 'unknown':
      return { kind: wire.state };
    case 'committed':
      return { kind: 'committed', record: sageRecord(wire.receipt.record), attempt: wire.attempt };
    case 'refused':
      return { kind: 'refused', problems: wire.problems, attempt: wire.attempt };
    case 'closed':
      return { kind: 'closed', attempt: wire.attempt };
  }
}
