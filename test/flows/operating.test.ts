import { afterAll, beforeAll, expect, it } from 'vitest';
import { figure } from '../metrics/figures.ts';
import { botInSandbox, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
beforeAll(async () => {
  bot = await botInSandbox();
});
afterAll(() => bot.stop());

async function figures(): Promise<string> {
  return (await fetch(`${bot.botUrl}/metrics`)).text();
}

it('tells of open transfers, of what became of others, of the last answers and of refused requests', async () => {
  await bot.approved('SC-0700', ['100.00']);
  const { message } = await bot.card('SC-0700', 'awaiting');
  const waiting = figure(await figures(), 'countersign_transfers{kind="subcontract",state="awaiting"}');
  await bot.sandbox.click('controller', message, 'Approve');
  await bot.card('SC-0700', 'synced');
  await fetch(`${bot.botUrl}/procore/webhooks`, { method: 'POST', body: '{}' });
  await bot.atRest();

  const text = await figures();

  expect(waiting).toBeGreaterThanOrEqual(1);
  expect(figure(text, 'countersign_transfers{kind="subcontract",state="awaiting"}')).toBe((waiting ?? 0) - 1);
  expect(figure(text, 'countersign_transfers_entered_total{kind="subcontract",state="synced"}')).toBe(1);
  for (const labels of [/system="procore",company="\d+"/, /system="sage",company="\d+"/, /system="slack"/])
    expect(text).toMatch(new RegExp(`countersign_last_answer_timestamp_seconds\\{${labels.source}.*\\} \\d`));
  expect(text).toMatch(/countersign_refused_requests_total\{at="procore\.webhook_refused".*\} 1/);
  expect(figure(text, 'countersign_store_writable')).toBe(1);
});
