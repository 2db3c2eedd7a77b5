import type { Json, JsonObject } from '../../../src/shared/json.ts';
import type { Collection } from '../../sage/protocol/collections.ts';
import { ControlError } from '../emulator.ts';
import type { Books } from './books.ts';
import { sameNumber, whole } from './numbers.ts';

/** Records whose business key Sage gives; every other one is known by its number. */
export const ownKeyed: ReadonlySet<string> = new Set([
  'subcontracts',
  'purchase-orders',
  'change-orders',
  'payable-invoices',
]);

export function keyFrom(collection: Collection, record: JsonObject): string {
  const number = String(record['number'] ?? '');
  return collection === 'phases' ? `${String(record['jobNumber'])}-${number}` : number;
}

/** Numbers as Sage keeps them: without leading zeros, cost codes with their three decimals. */
export function padded(collection: Collection, body: JsonObject): JsonObject {
  const { number, jobNumber } = body;
  // a job has one budget, known by the job's number
  if (collection === 'budgets' && typeof jobNumber === 'string') return { number: jobNumber, ...body };
  if (typeof number !== 'string') return body;
  if (collection === 'cost-codes') return { ...body, number: fullCode(number) };
  return collection === 'vendors' || collection === 'jobs' ? { ...body, number: whole(number) } : body;
}

export function withLines(collection: Collection, body: JsonObject): JsonObject {
  const { lines } = body;
  if (!Array.isArray(lines)) return body;
  return {
    ...body,
    lines: lines.map((line: JsonObject, index): Json => {
      const { costCode } = line;
      const code = typeof costCode === 'string' ? { costCode: fullCode(costCode) } : {};
      return { line: index + 1, lineRef: '', description: '', ...(unsaid[collection] ?? {}), ...line, ...code };
    }),
  };
}

/** What a line holds of the commitment it belongs to, where the person who enters it says nothing. */
const unsaid: { readonly [C in Collection]?: JsonObject } = {
  'change-orders': {
    vendorNumber: null,
    subcontractNumber: null,
    commitmentLine: null,
    changeNumber: null,
    status: null,
  },
  'payable-invoices': { commitmentLine: null, account: null },
};

/** Where a bill that somebody enters by hand names a subcontract, each line bills the first line of its code and type. */
export function onSubcontract(books: Books, collection: Collection, record: JsonObject): JsonObject {
  const { subcontractNumber: number, lines } = record;
  if (collection !== 'payable-invoices' || typeof number !== 'string' || !Array.isArray(lines)) return record;
  const billed = books.all('subcontracts').find((known) => !known.voided && sameNumber(known.number, number));
  return {
    ...record,
    lines: (lines as readonly JsonObject[]).map((line): Json => {
      const alike = billed?.lines.find((one) => one.costCode === line['costCode'] && one.costType === line['costType']);
      return { ...line, commitmentLine: line['commitmentLine'] ?? alike?.line ?? null };
    }),
  };
}

function fullCode(code: string): string {
  const [digits = '', decimals = ''] = code.split('.');
  return `${digits}.${decimals.padEnd(3, '0')}`;
}

/** A record names only vendors, jobs and codes that stand in Sage, and a subcontract's number is nobody else's. */
export function refuseStrangers(books: Books, collection: Collection, record: JsonObject): void {
  const { vendorNumber, jobNumber, lines } = record;
  const refuse = (what: string): never => {
    throw new ControlError('12802', `Invalid object reference: ${what} does not exist.`);
  };
  if (typeof vendorNumber === 'string' && !books.get('vendors', vendorNumber)) refuse(`vendor ${vendorNumber}`);
  if (typeof jobNumber === 'string' && !books.get('jobs', jobNumber)) refuse(`job ${jobNumber}`);
  for (const { costCode } of (Array.isArray(lines) ? lines : []) as JsonObject[]) {
    if (!books.get('cost-codes', String(costCode))) refuse(`cost code ${String(costCode)}`);
  }
  if (collection !== 'subcontracts' || record['voided'] === true) return;
  const twin = books.all('subcontracts').find((other) => {
    return other.key !== record['key'] && !other.voided && sameNumber(other.number, String(record['number']));
  });
  if (twin !== undefined && books.profile.unique.subcontractNumber !== false) {
    throw new ControlError('14201', `Subcontract number already exists: ${twin.number}.`);
  }
}
