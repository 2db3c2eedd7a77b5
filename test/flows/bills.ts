import type { Contract, Invoice, Requisition } from '../../adapters/sandbox/tour/sandbox-client.ts';
import type { BotInSandbox } from './bot-in-sandbox.ts';

/** What one line of a bill says: work this period, and whatever else of Procore's item. */
export function work(amount: string, more: object = {}): object {
  return { work_completed_this_period: amount, ...more };
}

/** Bills in a story, as people work through them. */
export interface Bills {
  /** A subcontract that went through the bot into Sage, 10 % retainage. */
  synced(number: string, amounts: readonly string[]): Promise<Contract>;
  bill(contract: Pick<Contract, 'id'>, items: readonly object[], more?: object): Promise<Requisition>;
  /** Waits for the card and presses Approve, as one after the other while a seat is open: an unknown editor asks for one more. */
  approve(number: string, seats?: readonly string[]): Promise<void>;
  inSage(number: string): Promise<readonly Invoice[]>;
  /** Gross, held and net of the one invoice that stands under the number, in cents. */
  figures(number: string): Promise<readonly [gross: number, held: number, net: number]>;
  /** Billed and held on a subcontract, as Procore and as Sage show it, in cents. */
  totals(contract: Pick<Contract, 'id' | 'number'>): Promise<{ readonly procore: Totals; readonly sage: Totals }>;
}

interface Totals {
  readonly billed: number;
  readonly held: number;
}

function noSeatLeft(error: unknown): void {
  if (!String(error).includes('no_button')) throw error;
}

export function billsOf(bot: BotInSandbox): Bills {
  const standing = async (): Promise<readonly Invoice[]> =>
    (await bot.sandbox.world()).sage.payable_invoices.filter(({ voided }) => !voided);
  const gross = (invoice: Invoice | undefined): number =>
    (invoice?.lines ?? []).reduce((total, { cents }) => total + cents, 0);

  const bills: Bills = {
    async synced(number, amounts) {
      const contract = await bot.approved(number, amounts);
      await bills.approve(number);
      return contract;
    },
    bill: (contract, items, more = {}) =>
      bot.sandbox.bill({ commitment_id: contract.id, status: 'approved', items, ...more }),
    async approve(number, seats = ['controller']) {
      const { message } = await bot.card(number, 'awaiting');
      const [first = 'controller', ...others] = seats;
      await bot.sandbox.click(first, message, 'Approve');
      for (const seat of others) await bot.sandbox.click(seat, message, 'Approve').catch(noSeatLeft);
      await bot.card(number, 'synced');
    },
    inSage: async (number) => (await standing()).filter((invoice) => invoice.number === number),
    async figures(number) {
      const [one, ...others] = await bills.inSage(number);
      if (one === undefined || others.length > 0) throw new Error(`${number} stands ${others.length + 1} times`);
      return [gross(one), one.retainageCents, gross(one) - one.retainageCents];
    },
    async totals({ id, number }) {
      const { procore } = await bot.sandbox.world();
      const last = procore.requisitions.filter(({ commitment_id: of }) => of === id).at(-1);
      const on = (await standing()).filter(({ subcontractNumber }) => subcontractNumber === number);
      const amount = (text: string | undefined): number => Math.round(Number(text ?? 'NaN') * 100);
      return {
        procore: {
          billed: amount(last?.summary.total_completed_and_stored_to_date),
          held: amount(last?.summary.total_retainage),
        },
        sage: {
          billed: on.reduce((total, invoice) => total + gross(invoice), 0),
          held: on.reduce((total, { retainageCents }) => total + retainageCents, 0),
        },
      };
    },
  };
  return bills;
}
