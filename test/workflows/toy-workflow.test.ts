import { beforeEach, describe, expect, it } from 'vitest';
import type { Kind } from '../../src/shared/kinds.ts';
import { workflows } from '../../src/workflows/registry.ts';
import type { Workflow } from '../../src/workflows/workflow.ts';
import { carla, cleo } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { fakeSage, type FakeSage } from '../fakes/fake-sage.ts';
import { press, said, snapshot } from '../fakes/pressing.ts';
import { toyVendors, type Toy } from './toy-vendor.ts';

/** Procore's side, as an import sees it: books into which something is written once. */
let procoreSide: FakeSage;
let toy: Toy;
let bot: Bot;
beforeEach(() => {
  procoreSide = fakeSage();
  toy = toyVendors(procoreSide.sage);
  const all: ReadonlyMap<Kind, Workflow> = new Map([...workflows, ['vendor', toy.workflow]]);
  bot = botOf({ flows: all, workflows: all });
});

async function entered(record: string, name = 'Ridgeline Concrete', link?: string): Promise<void> {
  const updatedAt = bot.clock.now();
  toy.vendors.set(record, { name, updatedAt, ...(link === undefined ? {} : { link }) });
  bot.clock.advance(60_000);
  await bot.poll();
}

async function choose(record: string, number: string): Promise<void> {
  toy.chosen.set(record, number);
  await entered(record);
}

const stateOf = (): string => snapshot(bot).card.metadata.state;

describe('the contract of a workflow holds one that does not exist yet', () => {
  it('into Sage, with a number that an approver supplies', async () => {
    await entered('88');
    expect(stateOf()).toBe('blocked');

    await choose('88', '300');
    await press(bot, carla, 'Approve');
    await bot.workFor(5_000);

    expect(stateOf()).toBe('synced');
    expect(bot.sage.books.creates.map(({ document }) => [document['number'], document['name']])).toEqual([
      ['300', 'Ridgeline Concrete'],
    ]);
    expect(procoreSide.books.creates).toEqual([]);
    expect(toy.marks).toEqual([['88', bot.sage.books.creates[0]?.recordKey]]);
  });

  it('into Procore, written once though the answer is lost', async () => {
    await choose('sage:9', '77');
    procoreSide.troubles.push({ kind: 'lost_after' });

    await press(bot, carla, 'Approve');
    await bot.workFor(5 * 60_000);

    expect(stateOf()).toBe('synced');
    expect(procoreSide.books.creates.map(({ document }) => [document['number'], document['name']])).toEqual([
      ['77', 'Ridgeline Concrete'],
    ]);
    expect(bot.sage.books.creates).toEqual([]);
    expect(toy.marks).toEqual([['sage:9', procoreSide.books.creates[0]?.recordKey]]);
  });

  it('held when the other system keeps something else, and made good when it is corrected there', async () => {
    await choose('sage:9', '77');
    procoreSide.troubles.push({ kind: 'ends', ending: { kind: 'altered', fields: { name: 'Ridgeline' } } });
    await press(bot, carla, 'Approve');
    await bot.workFor(5_000);
    expect(stateOf()).toBe('held');

    const [record] = procoreSide.books.records;
    procoreSide.books.change(record?.key ?? '', { fields: { ...record?.fields, name: 'Ridgeline Concrete' } });
    await press(bot, carla, 'Check again');
    await bot.workFor(5_000);

    expect(stateOf()).toBe('synced');
    expect(procoreSide.books.creates).toHaveLength(1);
  });

  it('and another number is another document: who approved the first has approved nothing', async () => {
    await choose('88', '300');
    const before = snapshot(bot).card;

    await choose('88', '301');

    expect(snapshot(bot).card.metadata).toMatchObject({ round: 2, state: 'awaiting' });
    const stale = await press(bot, cleo, 'Approve', { card: before });
    expect(said(stale)).toMatch(/changed|outdated|newer|new/i);
    await bot.workFor(5_000);
    expect(bot.sage.books.creates).toEqual([]);
  });

  it('one company made in both systems is offered once: the name is reserved for both ways', async () => {
    await choose('88', '300');
    toy.chosen.set('sage:9', '77');
    await entered('sage:9');

    const open = bot.chat.messages.map(({ card }) => card.metadata.state);
    expect(open.toSorted()).toEqual(['awaiting', 'blocked']);
  });

  it('and what stands in both books already is linked, not offered', async () => {
    await entered('88', 'Ridgeline Concrete', '217');

    expect(bot.chat.messages.length).toBe(0);
    expect(bot.sage.books.creates).toEqual([]);
  });
});
