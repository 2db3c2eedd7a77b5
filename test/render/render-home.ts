import { homeView } from '../../adapters/slack/home-view.ts';
import { carla, contractOf, petra, procoreSubcontract } from '../builders.ts';
import { recordId } from '../../src/shared/ids.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press, submit } from '../fakes/pressing.ts';
import { draw, type Drawing } from './draw.ts';

/** Draws the Home tab as the bot composes it for several people: `tsx test/render/render-home.ts`. */

async function drawing(name: string, bot: Bot, user: string): Promise<Drawing> {
  const home = await bot.application.conversation.home({ platform: 'slack', user });
  return { name: `home-${name}`, blocks: homeView(home).blocks };
}

const bot = botOf();
const empty = await drawing('nothing-waits', bot, carla.slack ?? '');
for (const [id, cents] of [
  ['4', 48_000_00],
  ['17', 61_250_40],
  ['21', 9_800_00],
  ['22', 127_430_00],
] as const) {
  bot.procore.put(contractOf(cents, { id: recordId(id), number: `SC-0${id.padStart(2, '0')}` }));
  await bot.poll();
  bot.clock.advance(5_400_000);
}
bot.procore.put(procoreSubcontract({ id: recordId('31'), number: 'SC-031', private: true }));
await bot.poll();
await submit(bot, carla, 'Send back');
bot.clock.advance(3_600_000);
const busy = await drawing('waiting', bot, carla.slack ?? '');
const [first] = bot.chat.messages;
if (first !== undefined) await press(bot, carla, 'Approve', { message: first });
await bot.work();

await draw([
  busy,
  await drawing('after-a-press', bot, carla.slack ?? ''),
  empty,
  await drawing('no-seat', bot, petra.slack ?? ''),
  await drawing('stranger', bot, 'U-stranger'),
]);
