import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/shared/json.ts';
import { blockProblems, viewProblems } from '../../adapters/sandbox/slack/block-rules.ts';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { formView } from '../../adapters/slack/form-view.ts';
import { slackNote } from '../../adapters/slack/note-blocks.ts';
import { anyCard, anyForm } from './any-card.ts';
import { beyond, limits } from './block-limits.ts';
import { card, note, sendBackForm } from './cards.ts';

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const parts = (changes: Parameters<typeof card>[0] = {}): string[] =>
  slackCard(card(changes)).blocks.map(({ block_id }) => block_id?.replace(/^r\d+-/, '') ?? '');

describe('a card in Slack', () => {
  it('stands in the order in which people read it', () => {
    const changes = [{ what: 'Line 2', before: '$1.00', after: '$2.00' }];

    expect(parts({ changes })).toEqual([
      'title',
      'state',
      'lead',
      'facts-1',
      'changes',
      'notices',
      'ticks',
      'ticks-1',
      'caption',
      'table',
      'seats',
      'steps',
      'buttons-1',
    ]);
  });

  it('leaves out what it has nothing for', () => {
    const empty = { lead: [], facts: [], notices: [], table: undefined, seats: [], steps: [], links: [], buttons: [] };

    expect(parts(empty)).toEqual(['title', 'state']);
  });

  it('says its state in words and names the round from the second on', () => {
    const first = slackCard(card());
    const second = slackCard(card({ metadata: { ...card().metadata, round: 2 } }));

    expect(JSON.stringify(first.blocks[1])).toContain('Waiting for approval');
    expect(JSON.stringify(first.blocks[1])).not.toContain('Round');
    expect(JSON.stringify(second.blocks[1])).toContain('Round 2');
  });

  it('tells each step in words', () => {
    expect(JSON.stringify(slackCard(card()).blocks)).toContain('Checked: done  ›  Approval: now  ›  Sage: to do');
  });

  it('carries the metadata and the sentence for notifications', () => {
    const { text, metadata } = slackCard(card());

    expect(text).toBe(card().text);
    expect(metadata).toEqual({ event_type: 'countersign_card', event_payload: card().metadata });
  });

  it('gives its blocks new ids on every revision', () => {
    const before = slackCard(card()).blocks.map(({ block_id }) => block_id);
    const after = slackCard(card({ metadata: { ...card().metadata, revision: 2 } })).blocks.map((one) => one.block_id);

    expect(after.filter((id) => before.includes(id))).toEqual([]);
  });

  it('has one primary button at most', () => {
    const [approve] = card().buttons;
    const buttons = [approve, approve].filter((one) => one !== undefined);

    const drawn = JSON.stringify(slackCard(card({ buttons, links: [] })).blocks.at(-1));

    expect(drawn.match(/"action_id":"countersign:approve(#2)?"/g)).toHaveLength(2);
    // the second is the style of the first one's confirm
    expect(drawn.match(/"style":"primary"/g)).toHaveLength(2);
  });

  it('puts warnings that want a tick into groups of ten', () => {
    const notices = Array.from({ length: 23 }, (_, index) => ({
      level: 'warn' as const,
      text: `Warning ${index}`,
      tick: { id: `w${index}`, label: `Warning ${index}` },
    }));

    const groups = slackCard(card({ notices })).blocks.filter(({ block_id }) => /ticks-\d/.test(block_id ?? ''));

    expect(JSON.stringify(groups).match(/"action_id":"[^"]+"/g)).toEqual([
      '"action_id":"ticks"',
      '"action_id":"ticks:2"',
      '"action_id":"ticks:3"',
    ]);
  });

  it('aligns amounts to the right and keeps codes on one line', () => {
    const table = slackCard(card()).blocks.find(({ type }) => type === 'table');

    expect(table).toMatchObject({
      column_settings: [
        { align: 'right', is_wrapped: false },
        { align: 'left', is_wrapped: true },
        { align: 'left', is_wrapped: false },
        { align: 'right', is_wrapped: false },
      ],
    });
  });

  it('shows the first lines of five thousand and says how many are missing', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => [`${row}`, 'Concrete', '03-300', '$1.00']);
    const base = card().table;
    if (base === undefined) throw new Error('the card has a table');

    const { blocks } = slackCard(card({ table: { ...base, rows, more: undefined } }));

    expect(blocks.find(({ type }) => type === 'table')).toHaveProperty('rows.length', 100);
    expect(JSON.stringify(blocks)).toContain('4901 more lines are not shown here.');
  });

  it.each([
    '<!channel>',
    '<@U0CONTROL>',
    '<https://evil.example|Click>',
    '*bold*',
    '`code`',
    '&lt;',
    '@here',
    ':bomb:',
  ])('shows a vendor called %s as it is written', (name) => {
    const { text, blocks } = slackCard(card({ text: name, title: name, facts: [{ label: 'Vendor', value: name }] }));

    const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(text).toBe(escaped);
    for (const { type, text: shown } of textsIn(blocks)) {
      if (type === 'mrkdwn') expect(shown).not.toMatch(/<|[^\n*]\*[^\n*]|`|:bomb:|@here/);
    }
    expect(textsIn(blocks).map((one) => (one.type === 'mrkdwn' ? unescaped(one.text) : one.text))).toEqual(
      expect.arrayContaining([name, expect.stringContaining(`Vendor`)]),
    );
  });

  it('keeps every limit of Slack, whatever it holds', () => {
    fc.assert(
      fc.property(anyCard, (any) => {
        const { text, blocks } = slackCard(any);

        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(3000);
        expect(blockProblems(json(blocks), 'message')).toEqual([]);
        expect(textsIn(blocks).filter((one) => one.type === 'mrkdwn' && /[<>]/.test(one.text))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.skipIf(limits === undefined)('keeps the limits that others have written down', () => {
    fc.assert(
      fc.property(anyCard, (any) => {
        expect(beyond(limits ?? {}, slackCard(any).blocks)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a note in Slack', () => {
  it('keeps every limit of Slack, whatever it holds', () => {
    fc.assert(
      fc.property(anyCard, ({ text, lead, facts, table, links }) => {
        const said = { text, paragraphs: lead, facts, links, ...(table === undefined ? {} : { table }) };

        expect(blockProblems(json(slackNote(said).blocks), 'message')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('says its sentence where it has no paragraphs', () => {
    expect(JSON.stringify(slackNote({ text: 'Done.', paragraphs: [] }).blocks)).toContain('Done.');
    expect(slackNote(note('<!channel>')).text).toBe('&lt;!channel&gt;');
  });
});

describe('a form in Slack', () => {
  it('names its blocks by the ids of the fields and remembers where it was opened', () => {
    const view = formView(sendBackForm, { channel: 'C1', message: '1.2' });

    expect(view.callback_id).toBe('countersign:send_back');
    expect(view.blocks.map(({ block_id }) => block_id)).toEqual([undefined, 'reason', 'period']);
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({
      action: 'send_back',
      value: 'tr_1.1',
      channel: 'C1',
      message: '1.2',
    });
  });

  it('keeps every limit of Slack, whatever it holds', () => {
    fc.assert(
      fc.property(anyForm, (any) => {
        const view = formView(any, { channel: 'C1', message: '1.2' });

        expect(viewProblems(json(view))).toEqual([]);
        if (limits !== undefined) expect(beyond(limits, view.blocks)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

function textsIn(value: unknown): { readonly type: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  const own = typeof type === 'string' && typeof text === 'string' ? [{ type, text }] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
