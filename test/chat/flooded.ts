import type { Answer } from '../../src/ports/conversation.ts';
import type { Person } from '../../src/people/people.ts';
import { recordId } from '../../src/shared/ids.ts';
import { contractOf } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import type { ShownSummary } from '../fakes/fake-chat.ts';

/** So many contracts became ready at once, SC-1 first. */
export async function flooded(records: number, changes: Parameters<typeof botOf>[0] = {}): Promise<Bot> {
  const bot = botOf(changes);
  ready(bot, 1, records);
  await bot.poll();
  await bot.workFor(20_000);
  return bot;
}

export function ready(bot: Bot, from: number, records: number): void {
  for (let n = from; n < from + records; n += 1) {
    bot.procore.put(
      contractOf(1_000_00 + n, {
        id: recordId(String(10_000 + n)),
        number: `SC-${n}`,
        createdAt: bot.clock.now(),
        updatedAt: bot.clock.now(),
      }),
    );
  }
}

export const numbers = (bot: Bot): readonly string[] => bot.chat.messages.map(({ card }) => card.metadata.number);

export function summary(bot: Bot): ShownSummary {
  const last = bot.chat.summaries.filter(({ deleted }) => !deleted).at(-1);
  if (last === undefined) throw new Error('there is no summary');
  return last;
}

/** Presses a button of the summary. */
export async function show(bot: Bot, person: Person, label: string, delivery?: string): Promise<Answer> {
  const { place, summary: shown } = summary(bot);
  const button = buttonOf(shown.buttons, label);
  const answer = await bot.application.conversation.press({
    actor: { platform: 'slack', user: person.slack ?? '' },
    message: place,
    action: button.action,
    value: button.value,
    ticks: [],
    ...(delivery === undefined ? {} : { delivery }),
  });
  await bot.work();
  return answer;
}

function buttonOf<B extends { readonly label: string }>(buttons: readonly B[], label: string): B {
  const found = buttons.find((button) => button.label === label);
  if (found === undefined) throw new Error(`no button ${label}`);
  return found;
}
