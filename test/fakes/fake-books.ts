import type { Problem, SageProfile, SageRecord } from '../../src/ports/sage.ts';
import type { JobTotal, SageCostCode, SageJob, SageVendor } from '../../src/ports/sage-directory.ts';
import type { SageKind } from '../../src/ports/sage-kinds.ts';
import type { Fingerprint, OperationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { cents } from '../../src/shared/money.ts';
import { changedOrder, collectionOf, vendorOf, withNewLines } from './standing-books.ts';

/** A write as the books saw it: what was created, under which key and for which fingerprint. */
export interface Created {
  readonly operationKey: OperationKey;
  readonly fingerprint: Fingerprint;
  readonly approvedBy: readonly string[];
  readonly document: JsonObject;
  readonly recordKey: string;
}

/** What stands in one company of Sage, and what an accountant does there. */
export interface FakeBooks {
  profile: SageProfile;
  /** Off: Sage takes a number a second time. */
  uniqueNumbers: boolean;
  readonly vendors: Map<string, SageVendor>;
  readonly jobs: Map<string, SageJob>;
  readonly costCodes: Map<string, SageCostCode>;
  readonly budgets: Map<string, { readonly job: string; readonly total: JobTotal }>;
  readonly records: SageRecord[];
  /** Every committed create through the bridge, in order. */
  readonly creates: Created[];
  /** What Sage says to any document besides its own rules. */
  previewErrors: readonly Problem[];
  previewWarnings: readonly Problem[];

  addBudget(job: string, costCode: string, costType: number, amount: number): void;
  /** Everything Sage has against the document; `ownKey` may stand under the number. */
  problems(document: JsonObject, ownKey?: OperationKey): readonly Problem[];
  insert(document: JsonObject, operationKey: OperationKey | undefined): SageRecord;
  /** Entered by an accountant. */
  enterByHand(document: JsonObject): SageRecord;
  change(key: string, changes: Partial<SageRecord>): void;
  remove(key: string): void;
  /** Records under that number, of every kind unless told. */
  byNumber(number: string, collection?: SageKind): readonly SageRecord[];
  byOperationKey(key: OperationKey): readonly SageRecord[];
  totals(job: string): readonly JobTotal[];
}

export const profile: SageProfile = {
  limits: { subcontractNumber: 12, subcontractTitle: 30, lineDescription: 30 },
  overBudget: { rule: 'warn', tolerance: { type: 'none' } },
  traceField: 'user-defined 2',
  canSetPeriod: true,
  credits: false,
};

const sameText = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

export function fakeBooks(): FakeBooks {
  let keys = 0;
  const books: FakeBooks = {
    profile,
    uniqueNumbers: true,
    vendors: new Map([
      ['217', { key: '217', number: '217', name: 'Ridgeline Concrete', active: true, insuranceExpires: undefined }],
    ]),
    jobs: new Map([['1042', { key: '1042', number: '1042', name: 'Harbor Street', status: 4 }]]),
    costCodes: new Map(
      ['3300', '3310', '3350'].map((code) => [`${code}.000`, { code: `${code}.000`, name: `Code ${code}` }]),
    ),
    budgets: new Map(),
    records: [],
    creates: [],
    previewErrors: [],
    previewWarnings: [],

    addBudget(job, costCode, costType, amount) {
      const total = {
        ...{ costCode, costType, revisedBudgetCents: cents(amount) },
        ...{ committedCents: cents(0), invoicedCents: cents(0) },
      };
      books.budgets.set(`${job}/${costCode}/${costType}`, { job, total });
    },
    problems(document, ownKey) {
      const missing = (field: string): Problem => ({ code: '12802', field, message: 'Invalid object reference' });
      const collection = collectionOf(document);
      // lines that are added to an order have no number of their own
      const same = collection === 'purchase-order-lines' ? [] : books.byNumber(String(document['number']), collection);
      const standing = same.filter(
        ({ voided, operationKey }) => !voided && (ownKey === undefined || operationKey !== ownKey),
      );
      return [
        ...(books.vendors.has(vendorOf(document)) ? [] : [missing('vendorNumber')]),
        ...(books.jobs.has(String(document['jobNumber'])) ? [] : [missing('jobNumber')]),
        ...(standing.length === 0 || !books.uniqueNumbers
          ? []
          : [{ code: '14201', field: 'number', message: 'Subcontract number already exists' }]),
        ...(collection === 'purchase-order-lines' ? changedOrder(books, document) : []),
        ...books.previewErrors,
      ];
    },
    insert(document, operationKey) {
      keys += 1;
      const entered = withNewLines(books, document);
      const lines = entered['lines'] as readonly JsonObject[];
      const record: SageRecord = {
        key: String(500 + keys),
        id: `id-${keys}`,
        number: String(document['number'] ?? document['orderNumber']),
        status: Number(document['status'] ?? 1),
        voided: false,
        operationKey: books.profile.traceField === undefined ? undefined : operationKey,
        fields: { ...entered, lines: lines.map((line, index) => ({ line: index + 1, ...line })) },
      };
      books.records.push(record);
      return record;
    },
    enterByHand: (document) => books.insert(document, undefined),
    change(key, changes) {
      const index = books.records.findIndex((record) => record.key === key);
      const record = books.records[index];
      if (record !== undefined) books.records[index] = { ...record, ...changes };
    },
    remove(key) {
      const index = books.records.findIndex((record) => record.key === key);
      if (index >= 0) books.records.splice(index, 1);
    },
    byNumber: (number, collection) =>
      books.records.filter(
        (record) =>
          sameText(record.number, number) && (collection === undefined || collectionOf(record.fields) === collection),
      ),
    byOperationKey: (key) => books.records.filter((record) => record.operationKey === key),
    totals(job) {
      const lines = books.records
        .filter(({ voided, fields }) => !voided && fields['jobNumber'] === job)
        .filter(({ fields }) => collectionOf(fields) !== 'payable-invoices')
        .flatMap(({ fields }) => fields['lines'] as readonly JsonObject[]);
      return [...books.budgets.values()]
        .filter((budget) => budget.job === job)
        .map(({ total }) => {
          const ours = lines.filter(
            (line) => line['costCode'] === total.costCode && line['costType'] === total.costType,
          );
          const committed = ours.reduce((sum, line) => sum + Number(line['cents']), Number(total.committedCents));
          return { ...total, committedCents: cents(committed) };
        });
    },
  };
  for (const code of ['3300.000', '3310.000', '3350.000']) books.addBudget('1042', code, 4, 500_000_00);
  return books;
}
