import fc from 'fast-check';
import type { Card, Form } from '../../src/ports/card.ts';
import type { Home } from '../../src/ports/home.ts';

/** Anything that a card could hold, hostile and oversized text included. */

const hostile = [
  '<!channel>',
  '<@U0CONTROL>',
  '<https://evil.example|Click>',
  '*bold*',
  '`code`',
  '&lt;',
  '_a_ ~b~',
  ':bomb:',
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...hostile),
  fc.constantFrom('', ' ', 'x'.repeat(5000), '😀'.repeat(2000), '&'.repeat(4000), '\u202eevil', 'a\nb', '\ud800'),
);

const table = fc.record({
  caption: text,
  columns: fc.array(fc.record({ label: text, align: fc.constantFrom('left' as const, 'right' as const) }), {
    maxLength: 25,
  }),
  rows: fc.oneof(
    fc.array(fc.array(text, { maxLength: 25 }), { maxLength: 20 }),
    fc
      .integer({ min: 100, max: 5000 })
      .map((count) => Array.from({ length: count }, (_, row) => [`${row}`, 'line', '1.00'])),
  ),
  more: fc.option(text, { nil: undefined }),
});

const button = fc.record({
  label: text,
  accessibilityLabel: text,
  action: fc.constantFrom('approve', 'send_back', 'retry', 'link'),
  value: text,
  tone: fc.constantFrom('primary' as const, 'danger' as const, 'plain' as const),
  confirm: fc.record({ title: text, text, ok: text, cancel: text }),
});

export const anyCard: fc.Arbitrary<Card> = fc.record({
  metadata: fc.record({
    transfer: text,
    kind: text,
    record: text,
    number: text,
    round: fc.integer({ min: 1, max: 99 }),
    state: text,
    revision: fc.nat(),
  }),
  title: text,
  stateLabel: text,
  text,
  lead: fc.array(text, { maxLength: 30 }),
  facts: fc.array(fc.record({ label: text, value: text }), { maxLength: 40 }),
  changes: fc.array(fc.record({ what: text, before: text, after: text }), { maxLength: 40 }),
  notices: fc.array(
    fc.oneof(
      fc.record({ level: fc.constantFrom('info' as const, 'warn' as const, 'error' as const), text }),
      fc.record({
        level: fc.constant('warn' as const),
        text,
        tick: fc.record({ id: fc.string({ minLength: 1, maxLength: 75 }), label: text }),
      }),
    ),
    { maxLength: 130 },
  ),
  table: fc.option(table, { nil: undefined }),
  seats: fc.array(text, { maxLength: 30 }),
  steps: fc.array(
    fc.record({
      label: text,
      status: fc.constantFrom('done' as const, 'now' as const, 'todo' as const, 'problem' as const),
    }),
    { maxLength: 30 },
  ),
  links: fc.array(fc.record({ label: text, url: fc.oneof(text, fc.webUrl()) }), { maxLength: 30 }),
  buttons: fc.array(button, { maxLength: 60 }),
});

export const anyForm: fc.Arbitrary<Form> = fc.record({
  title: text,
  intro: text,
  submit: text,
  cancel: text,
  action: fc.constantFrom('send_back', 'inputs'),
  value: fc.string({ maxLength: 500 }),
  fields: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 20 }).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.oneof(
          fc
            .record({ label: text, hint: text, minLength: fc.nat(4000), maxLength: fc.nat(5000) })
            .map((field) => ({ type: 'text' as const, id, ...field })),
          fc
            .record({ label: text, labels: fc.array(text, { maxLength: 150 }), initial: fc.nat(200) })
            .map(({ label, labels, initial }) => ({
              type: 'choice' as const,
              id,
              label,
              options: labels.map((shown, index) => ({ value: `v${index}`, label: shown })),
              initial: `v${initial}`,
            })),
        ),
      ),
    ),
  ),
});

const link = fc.record({
  label: text,
  accessibilityLabel: text,
  url: fc.oneof(
    text,
    fc.constantFrom('https://example.com/', `https://example.com/${'x'.repeat(4000)}`, 'javascript:1'),
  ),
});

const homeList = fc.record({
  heading: fc.option(text, { nil: undefined }),
  items: fc.array(
    fc.record({ title: text, lines: fc.array(text, { maxLength: 12 }), link: fc.option(link, { nil: undefined }) }),
    { maxLength: 60 },
  ),
  more: fc.option(text, { nil: undefined }),
});

export const anyHome: fc.Arbitrary<Home> = fc.record({
  title: text,
  lead: fc.array(text, { maxLength: 30 }),
  lists: fc.array(homeList, { maxLength: 6 }),
  asOf: text,
});
