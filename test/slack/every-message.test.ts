import { describe, expect, it } from 'vitest';
import { blockProblems, viewProblems } from '../../adapters/sandbox/slack/block-rules.ts';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { formView } from '../../adapters/slack/form-view.ts';
import { slackNote } from '../../adapters/slack/note-blocks.ts';
import { slackSummary } from '../../adapters/slack/summary-blocks.ts';
import type { Card } from '../../src/ports/card.ts';
import type { Json } from '../../src/shared/json.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { carla, procoreLine, procoreSubcontract } from '../builders.ts';
import { flooded, summary } from '../chat/flooded.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { lastMessage, press } from '../fakes/pressing.ts';
import { cards } from '../render/every-state.ts';
import { beyond, limits } from './block-limits.ts';
import { card } from './cards.ts';
import { seenText } from './seen-text.ts';

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

function faults(blocks: readonly unknown[]): readonly string[] {
  return [...blockProblems(json(blocks), 'message'), ...(limits === undefined ? [] : beyond(limits, blocks))];
}

/** A bot that has posted the card of a contract with so many lines. */
async function contractOfLines(count: number): Promise<Bot> {
  const bot = botOf();
  const lines = Array.from({ length: count }, (_, n) =>
    procoreLine({
      id: recordId(String(500_000 + n)),
      position: n + 1,
      description: `Slab on grade, pour ${n + 1}`,
      amount: cents(100 + n),
    }),
  );
  bot.procore.put(procoreSubcontract({ lines }));
  await bot.poll();
  return bot;
}

describe('what Slack is sent', () => {
  it.each(cards.map(({ name, card: shown }) => [name, shown] as const))(
    'keeps every limit on the card that is %s, and names each button once',
    (_, shown) => {
      const { blocks, text } = slackCard(shown);
      const named = JSON.stringify(blocks).match(/"accessibility_label":"[^"]+"/g) ?? [];

      expect(faults(blocks)).toEqual([]);
      expect(text.length).toBeLessThanOrEqual(3_000);
      expect(new Set(named).size).toBe(named.length);
    },
  );

  it('keeps every limit on a card with nothing but its name', () => {
    const nothing: Partial<Card> = {
      ...{
        lead: [],
        facts: [],
        changes: [],
        notices: [],
        table: undefined,
        seats: [],
        steps: [],
        links: [],
        buttons: [],
      },
    };

    expect(faults(slackCard(card(nothing)).blocks)).toEqual([]);
  });

  it.each([1, 40, 5_000])(
    'B18: shows a contract of %i lines within every limit, and leads to all of its lines',
    async (count) => {
      const bot = await contractOfLines(count);
      const { blocks } = slackCard(lastMessage(bot.chat).card);

      expect(faults(blocks)).toEqual([]);
      expect(JSON.stringify(blocks)).toContain('Open in Procore');
      if (count === 5_000)
        expect(seenText(blocks)).toMatch(/and \d+ more lines, 5000 in all; every line is in Procore/);
      const form = await press(bot, carla, 'Send back');
      if (form.kind !== 'form') throw new Error('no form was opened');
      expect(viewProblems(json(formView(form.form, { channel: 'C1', message: '1.2' })))).toEqual([]);
    },
    20_000,
  );

  it('keeps every limit on what is answered to typed commands, and on a summary', async () => {
    const bot = await flooded(60);
    const actor = { platform: 'slack', user: carla.slack ?? '' } as const;
    for (const text of [
      '',
      'help',
      'queue',
      'status',
      'status SC-1',
      'why SC-60',
      'history SC-1',
      'nonsense',
      '<!channel>',
    ]) {
      const { note } = await bot.application.conversation.ask({ actor, channel: 'C1', text });
      expect(faults(slackNote(note).blocks), text).toEqual([]);
    }

    expect(faults(slackSummary(summary(bot).summary).blocks)).toEqual([]);
  });
});
