import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import type { Sage } from '../../src/ports/sage.ts';
import { operationKey, personId, recordId } from '../../src/shared/ids.ts';
import type { People } from '../../src/people/people.ts';
import { cents } from '../../src/shared/money.ts';
import type { Flow } from '../../src/transfers/flow.ts';
import { workflows } from '../../src/workflows/registry.ts';
import type { Workflow } from '../../src/workflows/workflow.ts';
import { company, people, procoreLine, procoreSubcontract } from '../builders.ts';
import { botOf, worldOf, type Bot } from '../fakes/bot.ts';
import { Crash, ended, fused, type Fuse } from '../fakes/fuse.ts';
import { ticksOn } from '../fakes/pressing.ts';
import { payApplications } from '../workflows/pay-application.ts';
import { sentWrongly } from './bills-laws.ts';
import { billed, invoiceId, type BillsPlay, type Plant } from './bills-model.ts';

const conny = { ...people.all[0], id: personId('conny'), slack: 'U-conny', teams: undefined, procore: undefined };
const everybody: People = { all: [...people.all, { ...conny, name: 'Conny', role: 'controller' }] };

export async function billsPlay(plant?: Plant): Promise<BillsPlay> {
  const world = worldOf();
  const { clock, procore, sage, chat } = world;
  const { books } = sage;
  const store = memoryStore({ backing: createMemoryBacking(), clock });
  const errors: string[] = [];
  let ids = 0;
  books.profile = { ...books.profile, overSubcontract: { rule: 'warn', tolerance: { type: 'none' } } };
  const vendor = books.vendors.get('217');
  if (vendor !== undefined) books.vendors.set('217', { ...vendor, defaultAccount: '5200', dueTerms: '30DY' });

  const watched: Sage = {
    ...blinded(sage.sage, plant),
    async submit(operation) {
      if (operation.kind === 'payable-invoices') errors.push(...sentWrongly(play, operation.document));
      const taken = await sage.sage.submit(operation);
      // a client that repeats blindly, under a key that nobody knows
      if (plant === 'no_dedupe')
        await sage.sage.submit({ ...operation, operationKey: operationKey(`again${(ids += 1)}`) });
      return taken;
    },
  };
  if (plant === 'no_look_up' || plant === 'no_dedupe') books.uniqueNumbers = false;
  const flows = new Map([...workflows].map(([kind, flow]) => [kind, planted(flow, plant)]));

  function startBot(fuse: Fuse): Bot {
    const talking =
      plant === 'stale_card' ? { ...chat.chat, update: async () => ({ ok: true, value: undefined }) } : chat.chat;
    const bot = botOf({
      ...{ world, flows, workflows: flows, people: () => everybody, store: fused(store, fuse, ['onWork']) },
      chats: new Map([['slack', fused(talking as typeof chat.chat, fuse)]]),
      site: { procore: fused(procore.procore, fuse, ['link', 'invoiceLink']), sage: fused(watched, fuse) },
      chance: { id: () => `t${(ids += 1)}`, fraction: () => 0.5 },
    });
    bot.errors.push = (...told) => errors.push(...told.filter((error) => !error.includes(ended)));
    return bot;
  }
  let bot = startBot({ left: 50_000 });

  const play: BillsPlay = {
    ...world,
    ...{ store, errors, sheets: new Map() },
    bot: () => bot,
    publish(contract) {
      const sheet = play.sheets.get(contract);
      const made = payApplications(sheet?.periods ?? []);
      made.forEach((bill, index) => {
        const id = invoiceId(contract, bill.number);
        const before = procore.requisitions.get(id);
        procore.requisitions.set(id, {
          ...bill,
          ...{ id, commitment: contract, status: sheet?.statuses[index] ?? 'draft', originId: before?.originId },
          previous: bill.number === 1 ? undefined : invoiceId(contract, bill.number - 1),
          createdAt: before?.createdAt ?? clock.now(),
          updatedAt: clock.now(),
        });
      });
    },
    async crash(after) {
      try {
        const dying = startBot({ left: after });
        await dying.application.poll(company().id);
        await dying.work();
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
      bot = startBot({ left: 50_000 });
    },
    async pressAll(person) {
      for (const message of [...chat.messages]) await pressOn(message, person, false);
    },
    async press(person, card, back) {
      const message = chat.messages[card % Math.max(1, chat.messages.length)];
      if (message !== undefined) await pressOn(message, person, back);
    },
  };

  async function pressOn(
    { place, card }: (typeof chat.messages)[number],
    person: number,
    back: boolean,
  ): Promise<void> {
    const button = back
      ? card.buttons.find(({ action }) => action === 'send_back')
      : card.buttons.find(({ action }) => action !== 'send_back');
    if (button === undefined) return;
    const actor = { platform: 'slack', user: everybody.all[person]?.slack ?? '' } as const;
    const { action, value } = button;
    const { conversation } = bot.application;
    const answer = await conversation.press({ actor, message: place, action, value, ticks: ticksOn(card) });
    if (answer.kind !== 'form') return;
    const fields = { reason: 'because it has to be', to: 'project_manager' };
    await conversation.submit({ actor, message: place, action, value, fields });
  }

  for (const { id, number, lines } of billed) {
    const [first, second] = lines.map((line, index) =>
      procoreLine({
        id: recordId(line),
        position: index + 1,
        costCode: ['3300', '3310'][index],
        amount: cents(20_000_00),
      }),
    );
    const both = [first, second].filter((line) => line !== undefined);
    procore.put(procoreSubcontract({ id, number, lines: both, updatedAt: clock.now() }));
    play.sheets.set(id, { periods: [], statuses: [] });
  }
  await bot.poll();
  return play;
}

/** A bridge that tells nothing of what stands in Sage. */
function blinded(sage: Sage, plant: Plant | undefined): Sage {
  if (plant !== 'no_look_up') return sage;
  return {
    ...sage,
    findByNumber: async () => ({ ok: true, value: [] }),
    findByVendor: async () => ({ ok: true, value: [] }),
    findByOperationKey: async () => ({ ok: true, value: [] }),
    operation: async () => ({ ok: true, value: { kind: 'absent' } }),
    close: async (_key, attempt) => ({ ok: true, value: { kind: 'closed', attempt } }),
  };
}

const skipped: ReadonlySet<string> = new Set([
  'earlier_invoice',
  'books_differ',
  'retainage_differs',
  'books_differ_on_line',
]);

/** An invoice workflow into which somebody built a fault. */
function planted(flow: Workflow, plant: Plant | undefined): Workflow {
  if (flow.kind !== 'invoice' || (plant !== 'float_money' && plant !== 'skipped_prerequisite')) return flow;
  const look: Flow['look'] = async (site, ref, known) => {
    const looked = await flow.look(site, ref, known);
    if (looked.kind !== 'ready') return looked;
    if (plant === 'skipped_prerequisite') {
      const checks = looked.offer.checks.filter(({ code }) => !skipped.has(code));
      return { ...looked, offer: { ...looked.offer, checks } };
    }
    const held = Number(looked.document?.['retainageCents'] ?? 0);
    // dollars as a float, and cut to cents again: 0.29 dollars are 28 cents then
    const floated = Math.trunc((held / 100) * 100);
    return looked.document === undefined
      ? looked
      : { ...looked, document: { ...looked.document, retainageCents: floated } };
  };
  return { ...flow, look };
}
