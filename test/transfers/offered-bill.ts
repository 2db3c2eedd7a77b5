import type { ProcoreRequisition } from '../../src/ports/requisition.ts';
import type { Talk } from '../../src/chat/talk.ts';
import type { SagePeriod } from '../../src/ports/sage-directory.ts';
import { recordId } from '../../src/shared/ids.ts';
import type { Settings } from '../../src/transfers/settings.ts';
import type { State, Transfer } from '../../src/transfers/transfer.ts';
import { memoryKey } from '../../src/transfers/keys.ts';
import { adam, carla, cleo, company, procoreSubcontract, settings } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press } from '../fakes/pressing.ts';
import type { ShownMessage } from '../fakes/fake-chat.ts';
import { firstBill } from '../workflows/billed-at.ts';
import { payApplications, type Period } from '../workflows/pay-application.ts';

export const bill = (number: number) => recordId(String(9_000 + number));

/** A bot whose subcontract SC-004 of 40,000.00 is in Sage, and whose bills are approved in Procore. */
export async function billed({
  periods = [firstBill],
  settings: otherwise = {},
  ...changes
}: {
  readonly periods?: readonly Period[];
  readonly settings?: Partial<Settings>;
} & Partial<Talk> = {}): Promise<Bot> {
  const bot = botOf({ site: { company: company({ settings: { ...settings, ...otherwise } }) }, ...changes });
  const { books } = bot.sage;
  books.profile = { ...books.profile, overSubcontract: { rule: 'warn', tolerance: { type: 'none' } } };
  const vendor = books.vendors.get('217');
  if (vendor !== undefined) books.vendors.set('217', { ...vendor, defaultAccount: '5200', dueTerms: '30DY' });
  openPeriods(bot, [5, 6]);
  bot.procore.put(procoreSubcontract());
  await bot.poll();
  for (const person of [carla, adam]) {
    const [message] = bot.chat.messages;
    if (message?.card.metadata.state === 'awaiting') await press(bot, person, 'Approve', { message });
  }
  await bot.work();
  publish(bot, periods);
  await bot.poll();
  return bot;
}

/** These periods of 2026 are open; Sage posts to June by itself. */
export function openPeriods(bot: Bot, open: readonly number[]): void {
  const periods: readonly SagePeriod[] = [4, 5, 6].map((period) => ({
    ...{ year: 2026, period, open: open.includes(period), current: period === 6 },
  }));
  bot.sage.sage.periods = async () => ({ ok: true, value: periods });
}

/** What the sheet says up to that period, approved. */
export function publish(bot: Bot, periods: readonly Period[], changes: Partial<ProcoreRequisition> = {}): void {
  for (const [index, made] of payApplications(periods).entries()) {
    const known = bot.procore.requisitions.get(made.id);
    const last = index === periods.length - 1;
    if (known !== undefined && !last) continue;
    const { originId } = known ?? {};
    const at = { createdAt: bot.clock.now(), updatedAt: bot.clock.now() };
    bot.procore.requisitions.set(made.id, { ...made, ...at, originId, ...(last ? changes : {}) });
  }
}

export function cardOf(bot: Bot, number: string): ShownMessage {
  const found = bot.chat.messages.findLast(({ card }) => card.metadata.number === number);
  if (found === undefined) throw new Error(`no card of ${number}`);
  return found;
}

/** Approves the card of that number, with as many people as it takes. */
export async function approveBill(bot: Bot, number: string): Promise<void> {
  for (const person of [carla, cleo]) {
    const message = cardOf(bot, number);
    if (message.card.metadata.state !== 'awaiting') return;
    await press(bot, person, 'Approve', { message });
    await bot.work();
  }
}

export async function billIn<S extends State>(
  bot: Bot,
  number: number,
  state: S,
): Promise<Extract<Transfer, { state: S }>> {
  const key = memoryKey(company().id, 'invoice', bill(number));
  const page = await bot.store.find({ index: 'transfers.record', key });
  const transfer = page.items.at(-1)?.value as unknown as Transfer | undefined;
  if (transfer?.state !== state) {
    const codes = transfer?.offer.checks.map(({ code }) => code).join(', ');
    throw new Error(`bill ${number} is ${String(transfer?.state)} (${String(codes)}), not ${state}`);
  }
  return transfer as Extract<Transfer, { state: S }>;
}
