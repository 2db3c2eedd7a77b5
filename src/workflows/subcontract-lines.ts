import type { ProcoreSubcontract } from '../ports/procore.ts';
import { sum, type Cents } from '../shared/money.ts';
import { displayText } from '../shared/text.ts';
import type { Settings } from '../transfers/settings.ts';
import { paddedCostCode } from './cost-code.ts';
import type { SubcontractBooks } from './subcontract-books.ts';

/** A line of the schedule of values as both sides will see it; what could not be found out stays `undefined`. */
export interface SubcontractLine {
  readonly ref: string;
  /** As people count lines. */
  readonly label: string;
  readonly description: string;
  readonly procoreCode: string | undefined;
  readonly procoreType: string | undefined;
  /** The code as Sage has it. */
  readonly costCode: string | undefined;
  readonly costType: number | undefined;
  readonly cents: Cents;
  readonly taxed: boolean;
}

export function subcontractLines(
  subcontract: ProcoreSubcontract,
  books: Pick<SubcontractBooks, 'costCodes' | 'costTypes'>,
  settings: Pick<Settings, 'costTypes'>,
): readonly SubcontractLine[] {
  return [...subcontract.lines]
    .sort((a, b) => a.position - b.position)
    .map((line, index) => {
      const padded = line.costCode === undefined ? undefined : paddedCostCode(line.costCode);
      const known = padded === undefined ? undefined : books.costCodes.get(padded);
      const type = line.costType === undefined ? undefined : settings.costTypes.get(line.costType);
      return {
        ref: line.id,
        label: String(index + 1),
        // a line without words of its own is named as Sage names its cost code
        description: displayText(line.description) || displayText(known?.name ?? ''),
        procoreCode: line.costCode,
        procoreType: line.costType,
        costCode: known?.code,
        costType: type !== undefined && books.costTypes.has(type) ? type : undefined,
        cents: line.amount,
        taxed: line.taxCode !== undefined,
      };
    });
}

export type CodedLine = SubcontractLine & { readonly costCode: string; readonly costType: number };

export function isCoded(line: SubcontractLine): line is CodedLine {
  return line.costCode !== undefined && line.costType !== undefined;
}

export function totalOf(lines: readonly SubcontractLine[]): Cents {
  return sum(lines.map((line) => line.cents));
}
