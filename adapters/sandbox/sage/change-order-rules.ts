import type { ChangeOrderDocument } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { ChangeOrderRecord, SubcontractRecord } from '../../sage/protocol/records.ts';
import type { Books, Undated } from './books.ts';
import { subcontractStanding } from './commitment-standing.ts';
import type { KindRules } from './kind-rules.ts';
import { sameNumber, whole } from './numbers.ts';
import { broken, brokenRules, invalidLines, missingReferences, textProblem } from './shared-rules.ts';

/** How Sage's change orders (6-4-1) take a document whose lines change a subcontract. */
export const changeOrderRules: KindRules<ChangeOrderDocument, ChangeOrderRecord> = {
  errors: (books, document, ownKey) => [
    ...[
      textProblem('number', document.number, books.profile.limits.changeOrderNumber),
      textProblem('description', document.description, 50),
    ].filter((problem) => problem !== undefined),
    ...invalidLines(document, books.profile.limits.lineDescription),
    ...missingReferences(books, document),
    ...taken(books, document, ownKey),
    ...brokenRules(books, document),
    ...lineTroubles(books, document),
  ],
  warnings: () => [],
  taken: (books, document) => taken(books, document).length > 0,
  record(books, document, operationKey) {
    const { number, date, description, status } = document;
    return {
      ...books.nextKeys(),
      ...{ number, date, description, status },
      ...(books.profile.traceField === null ? {} : { operationKey }),
      voided: false,
      jobNumber: whole(document.jobNumber),
      lines: document.lines.map(({ commitmentLine, vendorNumber, ...line }, index) => ({
        line: index + 1,
        ...line,
        vendorNumber: whole(vendorNumber),
        commitmentLine: commitmentLine ?? null,
      })),
    };
  },
  /** A change without a line of its own adds one to the subcontract, at nothing: the change is what it stands at. */
  save(books, record) {
    const lines = record.lines.map((line) => {
      const subcontract = subcontractOf(books, line.subcontractNumber ?? '');
      if (subcontract === undefined || line.commitmentLine !== null) return line;
      return { ...line, commitmentLine: addLine(books, subcontract, line) };
    });
    books.put('change-orders', { ...record, lines });
  },
  find(books, operationKey, document) {
    const changes = books.all('change-orders');
    if (books.profile.traceField !== null) return changes.find((record) => record.operationKey === operationKey);
    return changes.find((record) => !record.voided && document !== undefined && samePlace(record, document));
  },
  standing: (books, { key }) => books.get('change-orders', key),
};

function addLine(books: Books, subcontract: SubcontractRecord, line: ChangeOrderRecord['lines'][number]): number {
  const { changedAt: _, ...undated } = subcontract;
  const next = Math.max(0, ...subcontract.lines.map((known) => known.line)) + 1;
  const { lineRef, description, costCode, costType } = line;
  const added = { line: next, lineRef, description, costCode, costType, cents: 0 };
  books.put('subcontracts', { ...undated, lines: [...subcontract.lines, added] } satisfies Undated<SubcontractRecord>);
  return next;
}

/** A subcontract that is changed, with its lines as they stand. */
interface Changed {
  readonly subcontract: SubcontractRecord;
  readonly lines: ReadonlyMap<number, ReturnType<typeof subcontractStanding>[number]>;
}

function lineTroubles(books: Books, document: ChangeOrderDocument): Problem[] {
  const numbers = new Set(document.lines.map((line) => line.subcontractNumber));
  const changed = new Map(
    [...numbers].flatMap((number): readonly (readonly [string, Changed])[] => {
      const subcontract = subcontractOf(books, number);
      if (subcontract === undefined) return [];
      const lines = new Map(subcontractStanding(books, subcontract).map((line) => [line.line, line]));
      return [[number, { subcontract, lines }]];
    }),
  );
  return document.lines.flatMap((line) => lineTrouble(document, line, changed.get(line.subcontractNumber)));
}

function lineTrouble(
  document: ChangeOrderDocument,
  line: ChangeOrderDocument['lines'][number],
  changed: Changed | undefined,
): Problem[] {
  const field = `lines.${line.lineRef}`;
  if (changed === undefined) {
    const message = `Invalid object reference: subcontract ${line.subcontractNumber} does not exist`;
    return [{ code: '12802', field: `${field}.subcontractNumber`, message }];
  }
  const { subcontract, lines } = changed;
  if (subcontract.vendorNumber !== whole(line.vendorNumber) || subcontract.jobNumber !== whole(document.jobNumber)) {
    return [broken(`${field}.subcontractNumber`, 'the subcontract belongs to another vendor or job')];
  }
  if (line.changeNumber.trim() === '') return [broken(`${field}.changeNumber`, 'the change number is missing')];
  if (line.commitmentLine === undefined) return [];
  const standing = lines.get(line.commitmentLine);
  if (standing === undefined) return [broken(`${field}.commitmentLine`, 'the subcontract has no such line')];
  if (standing.costCode !== line.costCode || standing.costType !== line.costType) {
    return [broken(`${field}.costCode`, 'is not the code and type of the line that is changed')];
  }
  const after = standing.cents + standing.changeCents + line.cents;
  return line.cents < 0 && after < standing.billedCents
    ? [broken(`${field}.cents`, `the line would stand at ${after} cents, and ${standing.billedCents} are billed`)]
    : [];
}

/** A number may stand once in the job; a void one does not count. */
function taken(books: Books, document: ChangeOrderDocument, ownKey?: string): Problem[] {
  const other = books.all('change-orders').find((change) => {
    return !change.voided && samePlace(change, document) && (change.operationKey ?? '') !== ownKey;
  });
  if (other === undefined) return [];
  return [
    { code: '14201', field: 'number', message: `Change Order number already exists in the job: ${other.number}` },
  ];
}

function samePlace(
  record: { readonly number: string; readonly jobNumber: string },
  document: { readonly number: string; readonly jobNumber: string },
): boolean {
  return sameNumber(record.number, document.number) && record.jobNumber === whole(document.jobNumber);
}

function subcontractOf(books: Books, number: string): SubcontractRecord | undefined {
  return books.all('subcontracts').find((known) => !known.voided && sameNumber(known.number, number));
}
