import { describeSage } from '../conformance/sage-port.ts';
import { openSageBench } from './sage-bench.ts';

describeSage('HTTP over the emulator', async () => {
  const { sage, emulator, settle, close } = await openSageBench();
  const budgets = new Map<string, { costCode: string; costType: number; cents: number }[]>();
  return {
    sage,
    settle,
    close,
    books: {
      async addVendor(number, name) {
        await emulator.create('vendors', { number, name });
      },
      async addJob(number, name) {
        await emulator.create('jobs', { number, name });
      },
      async addCostCode(number, name) {
        await emulator.create('cost-codes', { number, name });
      },
      async addBudget(jobNumber, costCode, costType, cents) {
        const before = budgets.get(jobNumber);
        const lines = [...(before ?? []), { costCode, costType, cents }];
        budgets.set(jobNumber, lines);
        if (before === undefined) await emulator.create('budgets', { number: jobNumber, jobNumber, lines });
        else await emulator.change('budgets', jobNumber, { lines });
      },
      async voidSubcontract(key) {
        await emulator.change('subcontracts', key, { voided: true });
      },
    },
  };
});
