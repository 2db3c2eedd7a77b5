import type { JsonObject } from '../../../src/shared/json.ts';
import type { Collection } from '../../sage/protocol/collections.ts';
import type { Books } from './books.ts';

/** What a record holds where the person who enters it says nothing. */
export function recordDefaults(collection: Collection, books: Books, today: string): JsonObject {
  const base = { number: nextFree(collection, books), status: 1 };
  const posted = { ...base, date: today, description: 'Entered by hand' };
  switch (collection) {
    case 'vendors':
      return {
        ...base,
        name: 'Vendor',
        shortName: '',
        active: true,
        vendorType: null,
        defaultAccount: null,
        dueTerms: '30DY',
        insuranceExpires: null,
      };
    case 'jobs':
      return { ...base, status: 4, name: 'Job', shortName: '', clientNumber: null };
    case 'accounts':
      return { ...base, name: 'Account', hasSubAccounts: false };
    case 'budgets':
      return { ...base, locked: false };
    case 'subcontracts':
      return { ...posted, status: 4, voided: false, retainageBasisPoints: 0 };
    case 'purchase-orders':
    case 'change-orders':
      return { ...posted, voided: false };
    case 'payable-invoices':
      return {
        ...posted,
        ...{ dueDate: today, voided: false, subcontractNumber: null, retainageCents: 0, taxCents: 0 },
        period: currentPeriod(books),
      };
    case 'cost-types':
      return { ...base, name: 'Cost type', account: null };
    case 'cost-codes':
      return { ...base, number: `${base.number}.000`, name: 'Cost code' };
    default:
      return { ...base, name: collection };
  }
}

function currentPeriod({ periods }: Books): JsonObject {
  const { year, period } = periods.find(({ current }) => current) ?? { year: 0, period: 1 };
  return { year, period };
}

function nextFree(collection: Collection, books: Books): string {
  const numbers = books
    .all(collection)
    .map(({ number }) => (/^\d{1,9}(\.\d{3})?$/.test(number) ? Math.trunc(Number(number)) : 0));
  return String(Math.max(0, ...numbers) + 1);
}
