import type { SageKind } from '../ports/sage-kinds.ts';
import { canonicalJson, sha256Hex } from '../shared/fingerprint.ts';
import { operationKey, type CompanyId, type OperationKey, type RecordId, type SageCompany } from '../shared/ids.ts';
import type { Direction, Kind } from '../shared/kinds.ts';

/** The permanent key of one write. It is made once, stored with the transfer, and never made again. */
export function makeOperationKey(write: {
  readonly company: CompanyId;
  readonly sageCompany: SageCompany;
  readonly direction: Direction;
  readonly kind: Kind;
  readonly record: RecordId;
  readonly round: number;
}): OperationKey {
  const { company, sageCompany, direction, kind, record, round } = write;
  return operationKey(sha256Hex(canonicalJson([company, sageCompany, direction, kind, record, round])));
}

export function memoryKey(company: CompanyId, kind: Kind, record: RecordId): string {
  return `${company}/${kind}/${record}`;
}

export function targetKey(company: SageCompany, kind: Kind, naturalKey: string): string {
  return `${company}/${kind}/${naturalKey}`;
}

export function documentKey(company: CompanyId, fingerprint: string): string {
  return `${company}/${fingerprint}`;
}

export function numberKey(company: CompanyId, number: string): string {
  return `${company}/${number}`;
}

/** Which of our records a Sage record is linked to. */
export function linkKey(company: SageCompany, target: SageKind, sageKey: string): string {
  return `${company}/${target}/${sageKey}`;
}
