import type * as port from '../../src/ports/sage.ts';
import { calendarDate } from '../../src/shared/dates.ts';
import { operationKey } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Health, OverLimit, Profile } from './protocol/installation.ts';
import type { OperationStateAnswer } from './protocol/operations.ts';
import type { JobRecord, JobTotalRecord, NamedRecord, SubcontractRecord, VendorRecord } from './protocol/records.ts';

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
    },
    overBudget: wire.overBudget === null ? undefined : overBudget(wire.overBudget),
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

export function sageVendor(wire: VendorRecord): port.SageVendor {
  const { key, number, name, active, insuranceExpires } = wire;
  return { key, number, name, active, insuranceExpires: calendarDate(insuranceExpires ?? '') };
}

export function sageJob({ key, number, name, status }: JobRecord): port.SageJob {
  return { key, number, name, status };
}

export function sageCostCode({ number, name }: NamedRecord): port.SageCostCode {
  return { code: number, name };
}

export function sageCostType({ number, name }: NamedRecord): port.SageCostType {
  return { type: Number(number), name };
}

export function jobTotal(wire: JobTotalRecord): port.JobTotal {
  return {
    costCode: wire.costCode,
    costType: wire.costType,
    revisedBudgetCents: cents(wire.revisedBudgetCents),
    committedCents: cents(wire.committedCents),
    invoicedCents: cents(wire.invoicedCents),
  };
}

/** `fields` holds the document's own names, and each line's number in Sage beside them. */
export function subcontract(wire: SubcontractRecord): port.SageRecord {
  const { key, id, number, status, voided } = wire;
  const { date, vendorNumber, jobNumber, description, retainageBasisPoints } = wire;
  const lines = wire.lines.map(({ line, lineRef, description, costCode, costType, cents }) => {
    return { line, lineRef, description, costCode, costType, cents };
  });
  return {
    key,
    id,
    number,
    status,
    voided,
    operationKey: wire.operationKey === undefined ? undefined : operationKey(wire.operationKey),
    fields: { number, date, vendorNumber, jobNumber, description, status, retainageBasisPoints, lines },
  };
}

export function operationState(wire: OperationStateAnswer): port.OperationState {
  switch (wire.state) {
    case 'absent':
    case 'queued':
    case 'running':
    case 'unknown':
      return { kind: wire.state };
    case 'committed':
      return { kind: 'committed', record: subcontract(wire.receipt.record), attempt: wire.attempt };
    case 'refused':
      return { kind: 'refused', problems: wire.problems, attempt: wire.attempt };
    case 'closed':
      return { kind: 'closed', attempt: wire.attempt };
  }
}
