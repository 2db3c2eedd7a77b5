import type { ProcoreSubcontract } from '../ports/procore.ts';
import type { CalendarDate } from '../shared/dates.ts';
import { displayText } from '../shared/text.ts';
import type { Settings } from '../transfers/settings.ts';
import type { CommitmentBooks } from './commitment-books.ts';
import { isCoded, type CommitmentLine } from './commitment-lines.ts';

/** Exactly what is written into Sage. Integers and strings only, lines ordered by reference. */
export type SubcontractDocument = {
  readonly number: string;
  readonly date: CalendarDate;
  readonly vendorNumber: string;
  readonly jobNumber: string;
  readonly description: string;
  readonly status: number;
  readonly retainageBasisPoints: number;
  readonly lines: readonly SubcontractDocumentLine[];
};

export type SubcontractDocumentLine = {
  /** The id of Procore's schedule of values line. */
  readonly lineRef: string;
  readonly description: string;
  readonly costCode: string;
  readonly costType: number;
  readonly cents: number;
};

/** `undefined` as long as something that belongs into it is not known. */
export function subcontractDocument(
  subcontract: ProcoreSubcontract,
  lines: readonly CommitmentLine[],
  books: Pick<CommitmentBooks, 'sageJob' | 'sageVendor'>,
  settings: Pick<Settings, 'subcontractStatus'>,
): SubcontractDocument | undefined {
  const { sageJob, sageVendor } = books;
  if (subcontract.contractDate === undefined || sageJob === undefined || sageVendor === undefined) return undefined;
  if (lines.length === 0 || !lines.every(isCoded)) return undefined;
  return {
    number: displayText(subcontract.number),
    date: subcontract.contractDate,
    vendorNumber: sageVendor.number,
    jobNumber: sageJob.number,
    description: displayText(subcontract.title),
    status: settings.subcontractStatus,
    retainageBasisPoints: subcontract.retainage ?? 0,
    lines: lines
      .map(({ ref, description, costCode, costType, cents }) => ({
        lineRef: ref,
        description,
        costCode,
        costType,
        cents,
      }))
      .sort((a, b) => (a.lineRef < b.lineRef ? -1 : 1)),
  };
}
