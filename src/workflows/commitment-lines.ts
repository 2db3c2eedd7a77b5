import type { ProcoreLine } from '../ports/procore.ts';
import { sum, type Cents } from '../shared/money.ts';
import { displayText } from '../shared/text.ts';
import type { Settings } from '../transfers/settings.ts';
import { paddedCostCode } from './cost-code.ts';
import type { CommitmentBooks } from './commitment-books.ts';

/** What a line of a commitment and of its changes have in common in Procore. */
type SourceLine = Omit<ProcoreLine, 'id'> & { readonly id: string };

/** A line of the schedule of values as both sides will see it; what could not be found out stays `undefined`. */
export interface CommitmentLine {
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

export function commitmentLines(
  procoreLines: readonly SourceLine[],
  books: Pick<CommitmentBooks, 'costCodes' | 'costTypes'>,
  settings: Pick<Settings, 'costTypes'>,
): readonly CommitmentLine[] {
  return [...procoreLines]
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

interface Coded {
  readonly costCode: string;
  readonly costType: number;
}

export type CodedLine = CommitmentLine & Coded;

export function isCoded<L extends Pick<CommitmentLine, 'costCode' | 'costType'>>(line: L): line is L & Coded {
  return line.costCode !== undefined && line.costType !== undefined;
}

export function totalOf(lines: readonly CommitmentLine[]): Cents {
  return sum(lines.map((line) => line.cents));
}
