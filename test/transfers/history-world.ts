import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import type { People } from '../../src/people/people.ts';
import type { Card } from '../../src/ports/card.ts';
import type { MessageRef } from '../../src/ports/chat.ts';
import type { Store } from '../../src/ports/store.ts';
import type { ProcoreSubcontract } from '../../src/ports/procore.ts';
import type { Sage } from '../../src/ports/sage.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { instant } from '../../src/shared/dates.ts';
import { personId, recordId, type RecordId } from '../../src/shared/ids.ts';
import { company, contractOf, harbor, people, procoreSubcontract } from '../builders.ts';
import { botOf, worldOf, type Bot, type World } from '../fakes/bot.ts';
import type { History, Way } from './history.ts';
import { Crash, ended, fillable, fused, type Fuse } from '../fakes/fuse.ts';
import { ticksOn } from '../fakes/pressing.ts';

/** Two contracts that a history is about. */
export const contracts: readonly RecordId[] = [recordId('4401'), recordId('4402')];

const conny = { ...people.all[0], id: personId('conny'), slack: 'U-conny', teams: undefined, procore: undefined };
/** One controller more, so that two seats can be filled beside a contract's author. */
export const everybody: People = { all: [...people.all, { ...conny, name: 'Conny', role: 'controller' }] };

/** A running bot that can be killed, over a world that goes on. */
export interface Play extends World {
  readonly store: Store;
  readonly disk: { full: boolean };
  /** Errors that were logged, crashes aside. */
  readonly errors: string[];
  bot(): Bot;
  /** Kills the process after so many calls of what it is given to do, and starts another one. */
  crash(after: number, act: (bot: Bot) => Promise<unknown>): Promise<void>;
  press(person: number, shown: { readonly place: MessageRef; readonly card: Card }, way: Way): Promise<void>;
}

/** More calls than any history asks for: who needs them does not come to rest. */
const endless = 50_000;

export async function playOf({ traced, unique }: Omit<History, 'events'>): Promise<Play> {
  const world = worldOf();
  const { clock, procore, sage, chat } = world;
  const store = memoryStore({ backing: createMemoryBacking(), clock });
  const disk = { full: false };
  const errors: string[] = [];
  let ids = 0;

  /** Nothing may leave that is not what stands in Procore at this moment, or that stands in the books already. */
  const watched: Sage = {
    ...sage.sage,
    submit(operation) {
      const same = contracts.map((id) => procore.record(id)).some((record) => saysTheSame(record, operation.document));
      if (!same) errors.push(`sent what Procore does not say: ${JSON.stringify(operation.document)}`);
      const number = String(operation.document['number']);
      if (sage.books.byNumber(number).some(({ voided }) => !voided)) errors.push(`sent what stands there: ${number}`);
      return sage.sage.submit(operation);
    },
  };

  function startBot(fuse: Fuse): Bot {
    const bot = botOf({
      world,
      store: fused(fillable(store, disk), fuse, ['onWork']),
      chats: new Map([['slack', fused(chat.chat, fuse)]]),
      site: { procore: fused(procore.procore, fuse, ['link']), sage: fused(watched, fuse) },
      people: () => everybody,
      chance: { id: () => `t${(ids += 1)}`, fraction: () => 0.5 },
    });
    bot.errors.push = (...told) => errors.push(...told.filter((error) => !error.includes(ended)));
    return bot;
  }
  let bot = startBot({ left: endless });

  const play: Play = {
    ...world,
    ...{ store, disk, errors },
    bot: () => bot,
    async crash(after, act) {
      try {
        await act(startBot({ left: after }));
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
      bot = startBot({ left: endless });
    },
    async press(number, { place, card }, way) {
      const button = buttonFor(card, way);
      const user = everybody.all[number]?.slack ?? '';
      if (button === undefined) return;
      const actor = { platform: 'slack', user } as const;
      const { action, value } = button;
      const answer = await bot.application.conversation.press({
        ...{ actor, message: place, action, value },
        ticks: ticksOn(card),
      });
      if (answer.kind !== 'form') return;
      const fields = { reason: 'because it has to be', to: number % 2 === 0 ? 'reopen' : 'project_manager' };
      await bot.application.conversation.submit({ actor, message: place, action, value, fields });
    },
  };

  if (!traced) sage.books.profile = { ...sage.books.profile, traceField: undefined };
  sage.books.uniqueNumbers = unique;
  procore.put(procoreSubcontract());
  procore.put(contractOf(60_000_00, { id: recordId('4402'), number: 'SC-005' }));
  for (const record of contracts) {
    const hint = { company: company().id, kind: 'subcontract', ref: { project: harbor, record } } as const;
    await bot.application.hint({ ...hint, delivery: `d${record}`, user: '503', at: instant(clock.now()) });
  }
  await bot.poll();
  return play;
}

function saysTheSame(record: ProcoreSubcontract | undefined, document: JsonObject): boolean {
  const lines = document['lines'] as readonly JsonObject[];
  const total = lines.reduce((sum, line) => sum + Number(line['cents']), 0);
  const { number, title, status } = record ?? {};
  const said = [document['number'], document['description'], total];
  return status === 'Approved' && [number, title, record?.total].every((value, index) => value === said[index]);
}

function buttonFor({ buttons }: Card, way: Way): Card['buttons'][number] | undefined {
  if (way === 'back') return buttons.find(({ action }) => action === 'send_back');
  const others = buttons.filter(({ action }) => action !== 'send_back');
  return way === 'look' ? others.at(0) : others.at(-1);
}
