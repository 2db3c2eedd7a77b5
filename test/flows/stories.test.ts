import { afterEach, expect, it } from 'vitest';
import { stories } from '../../adapters/sandbox/stories/stories.ts';
import { workflows } from '../../src/workflows/registry.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox | undefined;
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
});

async function told(story: string): Promise<BotInSandbox> {
  bot = await botInSandbox({ story });
  return bot;
}

it('every kind that travels has a story of its own', () => {
  expect(stories.flatMap(({ kind }) => kind ?? []).toSorted()).toEqual([...workflows.keys()].toSorted());
});

it('are listed by the control interface, the default one first', async () => {
  const { emulated } = await told('invoice');

  const answer = (await (await fetch(`${emulated.url}/_control/stories`)).json()) as {
    readonly stories: readonly { readonly name: string }[];
  };

  expect(answer.stories.map(({ name }) => name)).toEqual(stories.map(({ name }) => name));
  expect(answer.stories[0]?.name).toBe('default');
}, 30_000);

/** What each story promises: cards that are ready, and cards that say what is in the way. */
const promised: readonly (readonly [
  story: string,
  ready: readonly string[],
  blocked: Readonly<Record<string, string>>,
])[] = [
  ['subcontract', ['SC-101', 'SC-102', 'SC-103'], { 'SC-104': 'no schedule of values line' }],
  ['purchase_order', ['PO-201', 'PO-202'], { 'PO-203': 'ends at half a cent', 'PO-204': 'is an amount' }],
  ['change_order', ['SC-301-1', 'PO-301-1'], { 'SC-302-1': 'SC-302 is not in Sage yet' }],
  ['invoice', ['SC-401-02'], { 'SC-402-01': 'SC-402 is not in Sage yet' }],
];

it.each(promised)(
  'the story %s has cards that are ready and cards that wait, and its first one travels',
  async (story, ready, blocked) => {
    const { card, sandbox } = await told(story);

    for (const number of ready) await card(number, 'awaiting');
    for (const [number, why] of Object.entries(blocked))
      expect(said((await card(number, 'blocked')).message)).toContain(why);

    const [first = ''] = ready;
    const { message } = await card(first, 'awaiting');
    await sandbox.click('controller', message, 'Approve');
    await card(first, 'synced');
  },
  30_000,
);
