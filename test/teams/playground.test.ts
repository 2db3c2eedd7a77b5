import { afterAll, beforeAll, expect, it } from 'vitest';
import { textOf } from '../../adapters/sandbox/json-value.ts';
import { buttonsIn } from '../../adapters/sandbox/teams/card-buttons.ts';
import { describeInChromium } from '../browser/describe-in-chromium.ts';
import { accounting, personalChat } from './playground.ts';
import { playgroundRoom, type PlaygroundRoom, type Said } from './playground-room.ts';

let room: PlaygroundRoom;
beforeAll(async () => {
  room = await playgroundRoom();
}, 60_000);
afterAll(() => room.close());

const read = ({ activity }: Said): string => JSON.stringify(activity);
const saidIn = (place: string): readonly Said[] =>
  room.messages().filter(({ conversation }) => conversation.startsWith(place));

/** What the connector was asked to change for everybody, for one message. */
const repaints = ({ activityId }: Said) =>
  room.proxy.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith(`/activities/${activityId}`));

it('posts a card for each record by itself into the channel to which the app is added', async () => {
  await room.playground.install(accounting);
  await room.playground.install(personalChat);

  const cards = [await room.cardOf('SC-002'), await room.cardOf('SC-003')];

  expect(cards.map(({ conversation }) => conversation)).toEqual([accounting, accounting]);
  for (const { card, repainted } of cards) {
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    expect(buttonsIn(card).map(({ label }) => label)).toEqual(expect.arrayContaining(['Approve', 'Send back']));
    expect(repainted).toBe(0);
  }
});

it('answers a command of the channel in the personal chat, and says in the thread that it did', async () => {
  await room.playground.write(accounting, 'queue');

  const answer = await room.until('an answer', () => saidIn(personalChat)[0]);
  expect(read(answer)).toContain('SC-002');
  const pointer = await room.until('a word in the thread', () => saidIn(`${accounting};messageid=`)[0]);
  expect(read(pointer)).toContain('personal chat');
  expect(read(pointer)).not.toContain('SC-002');
});

it('refuses the author and whoever it does not know, tells them alone, and writes nothing', async () => {
  const card = await room.cardOf('SC-002');
  const { writes } = (await room.sandbox.world()).sage;

  expect(await room.press('outsider', card, 'Approve')).toContain('does not know you');
  expect(await room.press('pm', card, 'Approve')).toMatch(/^You (are|may) not/);

  expect(repaints(card)).toEqual([]);
  expect((await room.sandbox.world()).sage.writes).toBe(writes);
});

it('carries what the controller approves into Sage, and repaints the card for everybody', async () => {
  const card = await room.cardOf('SC-002');

  expect(await room.press('controller', card, 'Approve')).toContain('Recorded');
  const synced = await room.cardOf('SC-002', 'synced');

  expect(synced.activityId).toBe(card.activityId);
  const last = repaints(card).at(-1);
  expect(last?.status).toBe(200);
  expect(last?.body).toEqual(synced.activity);
  expect(JSON.stringify(last?.body)).toContain('Dana Whitfield');
  expect(buttonsIn(synced.card).map(({ label }) => label)).not.toContain('Approve');
  const { sage } = await room.sandbox.world();
  expect(sage.subcontracts.filter(({ number }) => number === 'SC-002')).toHaveLength(1);
});

it('takes a press on the card that somebody still sees for a question, and repeats nothing', async () => {
  const stale = await room.cardOf('SC-003');
  await room.press('controller', stale, 'Approve');
  await room.until('the first of two seats to show', () => (repaints(stale).length > 0 ? true : undefined));
  const { writes } = (await room.sandbox.world()).sage;

  const answer = await room.press('controller', stale, 'Approve');

  expect(answer).not.toContain('Recorded');
  expect((await room.sandbox.world()).sage.writes).toBe(writes);
});

it('ends a record that is sent back, and shows everybody the reason', async () => {
  const card = await room.cardOf('SC-003');
  const reason = 'Line 2 belongs to 3350, please move it.';
  const inputs = buttonsIn(card.card).flatMap((button) => button.inputs);
  const field = inputs.find(({ type }) => type === 'Input.Text')?.['id'];

  await room.press('admin', card, 'Send back', { [textOf(field) ?? '']: reason });
  const ended = await room.cardOf('SC-003', 'sent_back');

  expect(read(ended)).toContain(reason);
  expect(repaints(card).at(-1)?.body).toEqual(ended.activity);
});

it('posts one summary by itself where more records wait than get cards, and a card for one when it is asked for', async () => {
  await room.sandbox.create('work_order_contracts', approved('SC-010', '1200.00'));
  const summary = await room.until('a summary', () =>
    saidIn(accounting).find(({ card }) => buttonsIn(card).some(({ label }) => label.startsWith('Show'))),
  );
  expect(summary.conversation).toBe(accounting);
  const [next] = buttonsIn(summary.card);

  await room.press('controller', summary, next?.label ?? '');

  expect((await room.cardOf('SC-010')).conversation).toBe(accounting);
});

describeInChromium('the bot in the Agents Playground, in a browser', (browser) => {
  it('answers what is typed, brings the card, and repaints it once it is approved there', async () => {
    const page = await browser().newPage({ viewport: { width: 1280, height: 1000 } });
    const picture = async (name: string): Promise<void> => {
      await page.screenshot({ path: `test/render/out/playground-${name}.png` });
    };
    // its fonts are elsewhere
    await page.route(/office\.net/, (route) => route.abort());
    await page.goto(room.playground.url);
    await page.getByText('Connected.').waitFor();
    await room.sandbox.create('work_order_contracts', approved('SC-011', '2400.00'));
    await room.waiting(2);

    await page.getByRole('treeitem', { name: 'Personal Chat' }).click();
    await page.getByRole('textbox').first().fill('why SC-011');
    await page.getByRole('button', { name: 'Send Message' }).click();
    await page
      .getByText(/SC-011.*accounting/)
      .first()
      .waitFor();
    await picture('1-answer');

    await page.getByRole('treeitem', { name: 'accounting' }).click();
    // the page draws the cards of before as they were posted, and repaints them after
    const approve = page.getByTitle('Approve subcontract SC-011');
    await approve.click();
    await page.getByText('Approve subcontract SC-011?').waitFor();
    await picture('2-question');
    await page.getByRole('button', { name: 'Approve' }).last().click();
    await page.getByText('Synced', { exact: true }).waitFor();
    await picture('3-synced');

    const card = await room.cardOf('SC-011', 'synced');
    expect(repaints(card).at(-1)?.body).toEqual(card.activity);
    await approve.waitFor({ state: 'detached' });
    await page.close();
  });
});

function approved(number: string, amount: string): object {
  return { number, status: 'Approved', line_items: [{ amount }] };
}
