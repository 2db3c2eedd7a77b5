import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockProblems, viewProblems } from '../../adapters/sandbox/slack/block-rules.ts';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { formView } from '../../adapters/slack/form-view.ts';
import { slackNote } from '../../adapters/slack/note-blocks.ts';
import { slackSummary } from '../../adapters/slack/summary-blocks.ts';
import type { Json } from '../../src/shared/json.ts';
import { displayText } from '../../src/shared/text.ts';
import { beyond, limits } from './block-limits.ts';
import { card, sendBackForm } from './cards.ts';
import { seenText } from './seen-text.ts';

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** What other systems may send as a name: control sequences, marks, entities, and anything else. */
const fragments = [
  '<!channel>',
  '<!here>',
  '<@U123>',
  '<#C123>',
  '<https://evil.example|Click>',
  '<!subteam^S1>',
  '<!date^1^{date}|x>',
  '*bold*',
  '_it_',
  '~no~',
  '`code`',
  '```',
  '&lt;',
  '&amp;',
  '&',
  '<',
  '>',
  '@channel',
  ':bomb:',
  'https://evil.example',
  'evil.example',
  'mailto:a@b.example',
  '\n',
  '\t',
  '\u202e',
  '\u200b',
  '\u2066',
  '\u0000',
  '💥',
  '👩‍🔧',
  'é',
  'ß',
  '１２',
  ' ',
  '*',
  '_',
  '> quote',
  '1. one',
  '${x}',
  '"',
  "'",
  '\\',
  '|',
];
const foreign = fc
  .array(
    fc.oneof(
      fc.constantFrom(...fragments),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const name = foreign.filter((text) => displayText(text).length > 1 && displayText(text).length <= 24);
const long = foreign.chain((text) =>
  fc.integer({ min: 200, max: 5_000 }).map((length) => text.repeat(length).slice(0, length)),
);

/** A name as people must read it: on one line, without what reorders or hides, and otherwise letter by letter. */
const literally = (text: string): string => displayText(text).replace(/\p{Surrogate}/gu, '\ufffd');

function everywhere(text: string) {
  const table = {
    caption: text,
    columns: [{ label: text, align: 'left' as const }],
    rows: [[text]],
    more: text,
  };
  const [approve] = card().buttons;
  const confirm = { title: text, text, ok: text, cancel: text };
  const buttons = approve === undefined ? [] : [{ ...approve, label: text, accessibilityLabel: text, confirm }];
  const facts = [
    { label: 'Vendor', value: text },
    { label: text, value: 'x' },
  ];
  const drawn = card({
    ...{ title: text, stateLabel: text, text, lead: [text, text], facts, table, seats: [text], buttons },
    changes: [{ what: text, before: text, after: text }],
    notices: [
      { level: 'error', text },
      { level: 'warn', text, tick: { id: 't', label: text } },
    ],
    steps: [{ label: text, status: 'now' }],
    links: [{ label: text, url: 'https://app.procore.com/1' }],
  });
  return {
    card: slackCard(drawn),
    note: slackNote({
      text,
      paragraphs: [text],
      facts,
      table,
      links: [{ label: text, url: 'https://app.procore.com/1' }],
    }),
    summary: slackSummary({ title: text, text, lead: [text], table, buttons, revision: 1 }),
    form: formView(
      {
        ...sendBackForm,
        title: text,
        intro: text,
        submit: text,
        cancel: text,
        fields: sendBackForm.fields.map((field) => ({ ...field, label: text })),
      },
      { channel: 'C1', message: '1.2' },
    ),
  };
}

/** How often the text is to be read where it stands once each. */
const places = { card: 20, note: 7, summary: 10, form: 5 };

function count(seen: string, text: string): number {
  return seen.split(text).length - 1;
}

describe('text of other systems in Slack', () => {
  it('B11: is read letter by letter in every place of every message and form, escaped exactly once, and pings nobody', () => {
    fc.assert(
      fc.property(name, (text) => {
        const shown = literally(text);
        const drawn = everywhere(text);

        for (const part of ['card', 'note', 'summary'] as const) {
          expect(count(seenText(drawn[part].blocks), shown), part).toBeGreaterThanOrEqual(places[part]);
          expect(seenEntities(drawn[part].text), part).toBe(shown);
          // what Slack reads as a mention, a channel or a link begins with this
          expect(drawn[part].text).not.toMatch(/<|>/);
        }
        expect(
          count(seenText([drawn.form.title, drawn.form.submit, drawn.form.close, drawn.form.blocks]), shown),
        ).toBeGreaterThanOrEqual(places.form);
      }),
      { numRuns: 300 },
    );
  });

  it('B11, B19: however long it is and whatever it holds, every message and form stays within what Slack takes', () => {
    fc.assert(
      fc.property(fc.oneof(foreign, long), (text) => {
        const drawn = everywhere(text);

        for (const part of ['card', 'note', 'summary'] as const) {
          expect(blockProblems(json(drawn[part].blocks), 'message')).toEqual([]);
          expect(drawn[part].text.length).toBeGreaterThan(0);
          expect(drawn[part].text.length).toBeLessThanOrEqual(3_000);
          if (limits !== undefined) expect(beyond(limits, drawn[part].blocks)).toEqual([]);
        }
        expect(viewProblems(json(drawn.form))).toEqual([]);
        const written = JSON.stringify(drawn);
        expect(written).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]|\\u0000/);
      }),
      { numRuns: 150 },
    );
  });

  it('B19: shows a name of which characters were taken away as it was composed, never turned around', () => {
    const { card: drawn } = everywhere('Acme\u202eCLL\u200b e\u0301cole');

    expect(seenText(drawn.blocks)).toContain('AcmeCLL école');
  });
});

/** The text of a message for notifications: only the entities are decoded. */
function seenEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
