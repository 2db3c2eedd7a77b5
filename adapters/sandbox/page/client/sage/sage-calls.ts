import { control } from '../calls.ts';
import type { Period } from '../world.ts';

/** As they are called in the bridge's paths. */
export type SageCollection = 'subcontracts' | 'purchase-orders' | 'change-orders' | 'payable-invoices';

/** A subcontract has no status that says void; the other records have one. */
export function voidRecord(collection: SageCollection, key: string): Promise<unknown> {
  const body = collection === 'subcontracts' ? { voided: true } : { status: 5 };
  return control('PATCH', `sage/${collection}/${encodeURIComponent(key)}`, body);
}

export function deleteRecord(collection: SageCollection, key: string): Promise<unknown> {
  return control('DELETE', `sage/${collection}/${encodeURIComponent(key)}`);
}

export function setPeriodOpen({ year, period }: Period, open: boolean): Promise<unknown> {
  return control('PATCH', `sage/periods/${year}-${period}`, { open });
}

export function setOffline(offline: boolean): Promise<unknown> {
  return control('PATCH', 'sage/bridge/server', { offline });
}

export function setVendorActive(key: string, active: boolean): Promise<unknown> {
  return control('PATCH', `sage/vendors/${encodeURIComponent(key)}`, { active });
}

const current = 4;
const closed = 6;

export function setJobClosed(key: string, isClosed: boolean): Promise<unknown> {
  return control('PATCH', `sage/jobs/${encodeURIComponent(key)}`, { status: isClosed ? closed : current });
}

export function jobIsClosed({ status }: { readonly status: number }): boolean {
  return status === closed;
}

/** Trouble that strikes the next write: Sage commits and no answer comes, or somebody has the job open. */
export const troubles = {
  answerLost: { at: 'sage.operations', fault: 'forgets', count: 1 },
  recordLocked: { at: 'sage.operations', fault: 'recordLocked', count: 3 },
} as const;

export function arm(trouble: keyof typeof troubles): Promise<unknown> {
  return control('POST', 'faults', [troubles[trouble]]);
}
