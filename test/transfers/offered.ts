import { instant } from '../../src/shared/dates.ts';
import type { RecordId } from '../../src/shared/ids.ts';
import { recordId } from '../../src/shared/ids.ts';
import type { Talk } from '../../src/chat/talk.ts';
import { carla, company, harbor, procoreSubcontract } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press } from '../fakes/pressing.ts';

/** A webhook that names the user who saved the record just now. */
export async function hintOf(bot: Bot, user?: string, record: RecordId = recordId('4401')): Promise<void> {
  hints += 1;
  await bot.application.hint({
    company: company().id,
    kind: 'subcontract',
    ref: { project: harbor, record },
    delivery: `delivery-${hints}`,
    user,
    at: instant(bot.clock.now()),
  });
}
let hints = 0;

/** A bot that has posted the card of a contract of 40,000.00. */
export async function offered(changes: Partial<Talk> = {}): Promise<Bot> {
  const bot = botOf(changes);
  bot.procore.put(procoreSubcontract());
  await bot.poll();
  return bot;
}

/** A bot that was told to write it, and has not begun yet. */
export async function approved(changes: Partial<Talk> = {}): Promise<Bot> {
  const bot = await offered(changes);
  await press(bot, carla, 'Approve');
  return bot;
}

/** Saves the record in Procore a minute later, as its project manager, and lets the bot look. */
export async function saved(
  bot: Bot,
  changes: Parameters<Bot['procore']['edit']>[1],
  record?: RecordId,
): Promise<void> {
  bot.clock.advance(60_000);
  bot.procore.edit(record ?? recordId('4401'), changes);
  await hintOf(bot, '503', record);
  await bot.work();
}
