import type { ProcoreChangeOrder } from '../ports/change-order.ts';
import { groupedBy } from '../shared/grouped.ts';
import { cents, sum, type Cents } from '../shared/money.ts';
import { mapped, type Steps } from '../shared/steps.ts';
import type { Settings } from '../transfers/settings.ts';
import { joinedRef } from '../transfers/line-refs.ts';
import type { ChangeBooks, ChangeGround } from './change-ground.ts';
import { commitmentLines, type CommitmentLine } from './commitment-lines.ts';
import type { SageLine } from './line-places.ts';

/** A line of a change order as it goes to Sage: several of Procore's where they change one line. */
export interface ChangeLine extends CommitmentLine {
  /** Names a line of the commitment in Procore. */
  readonly changes: boolean;
  /** The line in Sage that it changes; `undefined` when it adds one, or when its place cannot be told. */
  readonly sageLine: SageLine | undefined;
  /** How many of Procore's lines were summed. */
  readonly summed: number;
}

/** The lines with their places; those that change one line of the commitment are summed, as they are one change there. */
export function* changeLines(
  order: ProcoreChangeOrder,
  ground: ChangeGround,
  books: Pick<ChangeBooks, 'costCodes' | 'costTypes' | 'sageLines' | 'places'>,
  settings: Settings,
): Steps<readonly ChangeLine[]> {
  const changed = new Map(order.lines.map((line) => [line.id as string, line.commitmentLine]));
  const ours = new Map(ground.commitment.lines.map((line) => [line.id as string, line]));
  const inSage = new Map(books.sageLines.map((line) => [line.line, line]));
  // a line that changes one of the commitment has that line's code and type, unless it says otherwise
  const source = yield* mapped(order.lines, (line) => {
    const of = line.commitmentLine === undefined ? undefined : ours.get(line.commitmentLine);
    return {
      ...line,
      costCode: line.costCode ?? of?.costCode,
      costType: line.costType ?? of?.costType,
      description: line.description || (of?.description ?? ''),
    };
  });
  yield;
  const coded = commitmentLines(source, books, settings);
  const placed = yield* mapped(coded, (line): ChangeLine => {
    const commitmentLine = changed.get(line.ref);
    const place = commitmentLine === undefined ? undefined : books.places.get(commitmentLine);
    return {
      ...line,
      changes: commitmentLine !== undefined,
      sageLine: place === undefined ? undefined : inSage.get(place),
      summed: 1,
    };
  });
  yield;
  return order.commitment.kind === 'subcontract' ? summed(placed) : placed;
}

function summed(lines: readonly ChangeLine[]): readonly ChangeLine[] {
  const groups = groupedBy(lines, ({ sageLine, ref }) => (sageLine === undefined ? `new ${ref}` : sageLine.line));
  return [...groups.values()].flatMap((group): readonly ChangeLine[] => {
    const [first, ...more] = group;
    if (first === undefined) return [];
    if (more.length === 0) return [first];
    return [
      {
        ...first,
        ref: joinedRef(group.map(({ ref }) => ref)),
        label: group.map(({ label }) => label).join(' + '),
        cents: sum(group.map((line) => line.cents)),
        taxed: group.some(({ taxed }) => taxed),
        summed: group.length,
      },
    ];
  });
}

/** What the commitment comes to in Sage before the change. */
export function contractBefore({ sageLines }: Pick<ChangeBooks, 'sageLines'>): Cents {
  return cents(sageLines.reduce((total, { contract }) => total + contract, 0));
}
