import { afterAll, beforeAll, expect, it } from 'vitest';
import { figure } from '../metrics/figures.ts';
import { botInSandbox, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
beforeAll(async () => {
  bot = await botInSandbox({ slack: 'socket' });
});
afterAll(() => bot.stop());

const ready = async () => (await (await fetch(`${bot.botUrl}/readyz`)).json()) as { readonly notes: readonly string[] };
const figures = async () => (await fetch(`${bot.botUrl}/metrics`)).text();

it('carries a record to Sage with nothing of Slack ever calling the bot', async () => {
  await bot.approved('SC-0800', ['100.00']);
  const { message } = await bot.card('SC-0800', 'awaiting');

  const pressed = await bot.sandbox.click('controller', message, 'Approve');
  await bot.card('SC-0800', 'synced');
  const typed = await fetch(`${bot.botUrl}/slack/events`, { method: 'POST', body: 'command=%2Fsage' });

  expect(pressed.delivered).toBe(true);
  expect(await bot.inSage('SC-0800')).toHaveLength(1);
  expect(typed.status).toBe(404);
  expect(figure(await figures(), 'countersign_socket_connected{system="slack"}')).toBe(1);
  expect((await ready()).notes).toEqual([expect.stringMatching(/^Slack is connected over a socket/)]);
});

it('stays ready, and says so to operators, while Slack is away, and comes back by itself', async () => {
  await bot.sandbox.arm([
    { at: 'slack.apps.connections.open', fault: 'error500', count: 2 },
    { at: 'slack.socket', fault: 'drop' },
  ]);

  await expect.poll(async () => (await ready()).notes[0], { timeout: 5_000 }).toMatch(/is not connected since/);
  expect((await fetch(`${bot.botUrl}/readyz`)).status).toBe(200);
  expect(figure(await figures(), 'countersign_socket_connected{system="slack"}')).toBe(0);
  await expect.poll(async () => (await ready()).notes[0], { timeout: 12_000 }).toMatch(/is connected over a socket/);
  expect(figure(await figures(), 'countersign_socket_connections{system="slack"}')).toBe(2);
});
