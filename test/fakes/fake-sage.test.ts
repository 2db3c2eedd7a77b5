import { cents } from '../../src/shared/money.ts';
import { describeSage } from '../conformance/sage-port.ts';
import { fakeSage } from './fake-sage.ts';

describeSage('fake', async () => {
  const { sage, books, settle } = fakeSage();
  return {
    sage,
    settle: async () => settle(),
    close: async () => undefined,
    books: {
      async addVendor(number, name) {
        books.vendors.set(number, { key: number, number, name, active: true, insuranceExpires: undefined });
      },
      async addJob(number, name) {
        books.jobs.set(number, { key: number, number, name, status: 4 });
      },
      async addCostCode(code, name) {
        books.costCodes.set(code, { code, name });
      },
      async addBudget(job, costCode, costType, amount) {
        books.addBudget(job, costCode, costType, cents(amount));
      },
      async voidSubcontract(key) {
        books.change(key, { voided: true });
      },
    },
  };
});
