import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { teamsCard, teamsNote, teamsSummary } from '../../adapters/teams/card-view.ts';
import type { TeamsMessage } from '../../adapters/teams/elements.ts';
import { displayText } from '../../src/shared/text.ts';
import { anyCard } from '../slack/any-card.ts';
import { card, sendBackForm } from '../slack/cards.ts';
import { messageProblems } from './card-problems.ts';
import { seenText } from './seen-text.ts';

/** What other systems may send as a name: Markdown, mentions, dates, bindings, entities, and anything else. */
const fragments = [
  ...['[x](http://evil.example)', '![i](http://evil.example/i.png)', '<at>Carla</at>', '<b>', '&lt;', '&', '<', '>'],
  ...['**bold**', '_it_', '~~no~~', '`code`', '# one', '- one', '1. one', '> quote', '\\', '|', '*', '_', '"', "'"],
  ...['${x}', '{{x}}', '{{DATE(2017-02-14T06:08:39Z,SHORT)}}', '{{TIME(2017-02-14T06:08:39Z)}}', '{', '}'],
  ...['https://evil.example', 'evil.example', 'mailto:a@b.example', '@channel', '\n', '\t', ' '],
  ...['\u202e', '\u200b', '\u2066', '\u0000', '💥', '👩‍🔧', 'é', 'ß', '１２'],
];
const foreign = fc
  .array(
    fc.oneof(
      fc.constantFrom(...fragments),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));
// a line break makes two lines of a paragraph
const name = foreign
  .map((text) => text.replace(/[\r\n]+/g, ' '))
  .filter((text) => displayText(text).length > 1 && displayText(text).length <= 36);
const long = foreign.chain((text) =>
  fc.integer({ min: 200, max: 5_000 }).map((length) => text.repeat(length).slice(0, length)),
);

/** A name as people must read it: on one line, without what reorders or hides, and otherwise letter by letter. */
const literally = (text: string): string => displayText(text).replace(/\p{Surrogate}/gu, '\ufffd');

type Drawn = { readonly [part in 'card' | 'note' | 'summary']: TeamsMessage };

function everywhere(text: string, rows: readonly (readonly string[])[] = [[text]]): Drawn {
  const table = { caption: text, columns: [{ label: text, align: 'left' as const }], rows, more: text };
  const [approve] = card().buttons;
  if (approve === undefined) throw new Error('the card has buttons');
  const labelled = { ...approve, label: text, accessibilityLabel: text };
  const fields = sendBackForm.fields.map((field) =>
    field.type === 'text'
      ? { ...field, label: text, hint: text }
      : { ...field, label: text, options: [{ value: '7', label: text }] },
  );
  const form = { ...sendBackForm, intro: text, submit: text, fields };
  const buttons = [
    { ...labelled, confirm: { title: text, text, ok: text, cancel: text } },
    { ...labelled, action: 'send_back', form },
  ];
  const facts = [
    { label: 'Vendor', value: text },
    { label: text, value: 'x' },
  ];
  const links = [{ label: text, url: 'https://app.procore.com/1' }];
  return {
    card: teamsCard(
      card({
        ...{ title: text, stateLabel: text, text, lead: [text, text], facts, table, seats: [text], buttons, links },
        changes: [{ what: text, before: text, after: text }],
        notices: [
          { level: 'error', text },
          { level: 'warn', text, tick: { id: 't', label: text } },
        ],
        steps: [{ label: text, status: 'now' }],
      }),
    ),
    note: teamsNote({ text, paragraphs: [text], facts, table, links }),
    summary: teamsSummary({ title: text, text, lead: [text], table, buttons: buttons.slice(0, 1), revision: 1 }),
  };
}

/** How often the text is to be read where it stands once each. */
const places = { card: 26, note: 8, summary: 9 };

function count(seen: string, text: string): number {
  return seen.split(text).length - 1;
}

describe('text of other systems in Teams', () => {
  it('B11, B12: is read letter by letter in every place of every message, and is no link, mention, image, date or binding', () => {
    fc.assert(
      fc.property(name, (text) => {
        const shown = literally(text);
        for (const [part, drawn] of Object.entries(everywhere(text)) as [keyof Drawn, TeamsMessage][]) {
          expect(count(seenText(drawn.card), shown), part).toBeGreaterThanOrEqual(places[part]);
          expect(drawn.summary.replaceAll('\u200b', ''), part).toBe(shown);
          // only runs, titles and labels, in which nothing is Markdown, hold text: the schema knows no other
          expect(messageProblems(drawn), part).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('B12, B19: however long it is and whatever it holds, every message stays within what Teams takes', () => {
    fc.assert(
      fc.property(fc.oneof(foreign, long), (text) => {
        for (const drawn of Object.values(everywhere(text))) {
          expect(messageProblems(drawn)).toEqual([]);
          expect(JSON.stringify(drawn)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]|\\u0000/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('B12: whatever a card holds, it is a card that Teams takes', () => {
    fc.assert(
      fc.property(anyCard, (drawn) => {
        expect(messageProblems(teamsCard(drawn))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('B18: five thousand lines are cut, and it is said how many are missing', () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => [`line ${row}`]);

    const { card: drawn } = everywhere('Schedule', rows);

    expect(messageProblems(drawn)).toEqual([]);
    const seen = new Set(seenText(drawn.card).split('\n'));
    const shown = rows.filter(([line = '']) => seen.has(line)).length;
    expect(shown).toBeGreaterThan(10);
    expect(seenText(drawn.card)).toContain(`${5_000 - shown} more lines are not shown here.`);
  });

  it('has a date broken up that Teams would draw as another text', () => {
    expect(JSON.stringify(everywhere('{{DATE(2017-02-14T06:08:39Z,SHORT)}}'))).not.toMatch(/\{\{DATE\(/);
  });
});
