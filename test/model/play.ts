import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import type { People } from '../../src/people/people.ts';
import type { CardButton } from '../../src/ports/card.ts';
import type { Operation, Sage } from '../../src/ports/sage.ts';
import type { Store } from '../../src/ports/store.ts';
import { operationKey, personId, type OperationKey } from '../../src/shared/ids.ts';
import { workflows } from '../../src/workflows/registry.ts';
import { company, people } from '../builders.ts';
import { botOf, worldOf, type Bot, type World } from '../fakes/bot.ts';
import type { ShownMessage } from '../fakes/fake-chat.ts';
import { Crash, ended, fused, type Fuse } from '../fakes/fuse.ts';
import { ticksOn } from '../fakes/pressing.ts';
import { collectionOf } from '../fakes/standing-books.ts';
import { collections, linesOf, misstatements, obstacles, refsOf, type Sides } from './expected.ts';
import { blinded, planted, repeating, silenced, type Plant } from './plants.ts';
import { publish } from './publish.ts';
import { numberOf, subjects, total, type Sheet, type Subject } from './sheets.ts';

const conny = { ...people.all[0], id: personId('conny'), slack: 'U-conny', teams: undefined, procore: undefined };
export const everybody: People = { all: [...people.all, { ...conny, name: 'Conny', role: 'controller' }] };
/** Those who can fill any seats between them: two controllers and an administrator. */
export const deciders = [0, 5, 3];

export type Way = 'forward' | 'other' | 'back';

/** A running bot that can be killed, over a world that goes on, and the papers that the world is held against. */
export interface Play extends Sides {
  readonly world: World;
  readonly store: Store;
  readonly sheets: readonly Sheet[];
  /** Sheets whose paper was changed after a part of it had been handed to Sage. */
  readonly apart: Set<Sheet>;
  /** What the world saw that must never be. */
  readonly errors: string[];
  bot(): Bot;
  crash(after: number): Promise<void>;
  press(person: number, message: ShownMessage, way: Way): Promise<void>;
  /** Everything that can go forward is pressed by everybody who is needed. */
  approveAll(): Promise<void>;
}

export async function playOf(sheets: readonly Sheet[], plant?: Plant): Promise<Play> {
  const world = worldOf();
  const { clock, procore, sage, chat } = world;
  const store = memoryStore({ backing: createMemoryBacking(), clock });
  const errors: string[] = [];
  const handed = new Map<string, OperationKey[]>();
  let ids = 0;
  setUp(world, plant);

  const watched: Sage = {
    ...blinded(sage.sage, plant),
    async submit(operation) {
      const subject = subjects(sheets).find((one) => isAbout(one, operation));
      errors.push(...(subject === undefined ? ['something else was sent'] : wrong(play, subject, operation)));
      const taken = await sage.sage.submit(operation);
      const away = !taken.ok && taken.failure.kind !== 'unknown_outcome';
      if (!away && subject !== undefined)
        handed.set(subject.id, [...(handed.get(subject.id) ?? []), operation.operationKey]);
      if (plant === 'no_dedupe') await sage.sage.submit({ ...operation, operationKey: operationKey(`x${(ids += 1)}`) });
      return taken;
    },
  };
  const flows = new Map([...workflows].map(([kind, flow]) => [kind, planted(flow, plant)]));

  function startBot(fuse: Fuse): Bot {
    const bot = botOf({
      ...{ world, flows, workflows: flows, people: () => everybody, store: fused(store, fuse, ['onWork']) },
      chats: new Map([['slack', fused(silenced(chat.chat, plant), fuse)]]),
      site: {
        // a fixed zone: no day of this is about summer time, and looking one up is dear
        company: company({ timeZone: 'UTC' }),
        procore: fused(procore.procore, fuse, ['link', 'changeOrderLink', 'invoiceLink']),
        sage: fused(watched, fuse),
      },
      chance: { id: () => `t${(ids += 1)}`, fraction: () => 0.5 },
    });
    bot.errors.push = (...told) => errors.push(...told.filter((error) => !error.includes(ended)));
    return bot;
  }
  const endless = 50_000;
  let bot = startBot({ left: endless });

  const play: Play = {
    ...{ world, procore, sage, store, sheets, errors, apart: new Set() },
    bot: () => bot,
    mayStand: ({ id }) =>
      (handed.get(id) ?? []).some((key) => !['refused', 'closed'].includes(sage.journal.state(key).kind)),
    async crash(after) {
      try {
        const dying = startBot({ left: after });
        await dying.application.poll(company().id);
        await dying.work();
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
      bot = startBot({ left: endless });
    },
    async press(person, { place, card }, way) {
      const button = buttonFor(card.buttons, way);
      if (button === undefined) return;
      const actor = { platform: 'slack', user: everybody.all[person]?.slack ?? '' } as const;
      const { action, value } = button;
      const { conversation } = bot.application;
      const answer = await conversation.press({ actor, message: place, action, value, ticks: ticksOn(card) });
      if (answer.kind !== 'form') return;
      const fields = { reason: 'because it has to be', to: person % 2 === 0 ? 'reopen' : 'project_manager' };
      await conversation.submit({ actor, message: place, action, value, fields });
    },
    async approveAll() {
      for (const person of deciders)
        for (const message of [...chat.messages]) {
          // one look is enough, whoever asks for it
          if (person === deciders[0] || message.card.metadata.state !== 'blocked')
            await play.press(person, message, 'forward');
        }
    },
  };
  for (const sheet of sheets) publish(world, sheet);
  await bot.poll();
  return play;
}

function setUp({ sage: { books } }: World, plant: Plant | undefined): void {
  books.profile = { ...books.profile, overSubcontract: { rule: 'warn', tolerance: { type: 'none' } } };
  const vendor = books.vendors.get('217');
  if (vendor !== undefined) books.vendors.set('217', { ...vendor, defaultAccount: '5200', dueTerms: '30DY' });
  if (repeating(plant)) books.uniqueNumbers = false;
}

function buttonFor(buttons: readonly CardButton[], way: Way): CardButton | undefined {
  if (way === 'back') return buttons.find(({ action }) => action === 'send_back');
  const others = buttons.filter(({ action }) => action !== 'send_back');
  return way === 'forward' ? others.at(0) : others.at(-1);
}

function isAbout(subject: Subject, { document }: Operation): boolean {
  const collection = collectionOf(document);
  if (subject.kind === 'change_order') {
    if (collection !== 'change-orders' && collection !== 'purchase-order-lines') return false;
    return linesOf(document).some((line) => subject.change.parts.some(({ ref }) => refsOf(line).includes(ref)));
  }
  return document['number'] === numberOf(subject) && collection === collections[subject.kind];
}

/** What is wrong with a write that leaves at this moment. */
function wrong(play: Play, subject: Subject, { document, approvedBy }: Operation): readonly string[] {
  const found = [...obstacles(play, subject), ...misstatements(play, subject, document)];
  const people = new Set(approvedBy);
  if (people.has('Petra Mann')) found.push('was approved by its author');
  const large = subject.kind === subject.sheet.kind && total(subject.sheet.lines) >= 50_000_00;
  if (people.size < (large ? 2 : 1)) found.push(`was approved by ${people.size}`);
  return found.map((what) => `${numberOf(subject)} left: ${what}`);
}
