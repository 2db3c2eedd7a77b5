import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/shared/json.ts';
import { viewProblems } from '../../adapters/sandbox/slack/block-rules.ts';
import { homeView } from '../../adapters/slack/home-view.ts';
import { anyHome } from './any-card.ts';
import { beyond, limits } from './block-limits.ts';

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const item = (title: string) => ({ title, lines: ['Job 1042'], link: undefined });

describe("the view of a person's own page", () => {
  it('B11: is within every limit of Slack and holds no mark of its own making, whatever it shows', () => {
    fc.assert(
      fc.property(anyHome, (home) => {
        const { blocks } = homeView(home);

        expect(viewProblems(json({ type: 'home', blocks }))).toEqual([]);
        expect(blocks.length).toBeLessThanOrEqual(100);
        expect(JSON.stringify(blocks).length).toBeLessThan(250_000);
        expect(JSON.stringify(blocks)).not.toMatch(/"type":"mrkdwn","text":"[^"]*<[!@]/);
      }),
      { numRuns: 200 },
    );
  });

  it.skipIf(limits === undefined)('is within limits that somebody else wrote down', () => {
    fc.assert(
      fc.property(anyHome, (home) => {
        expect(beyond(limits ?? {}, homeView(home).blocks)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('says how many more there are when not all fit', () => {
    const items = Array.from({ length: 60 }, (_, index) => item(`Record ${index}`));
    const view = homeView({ title: 'T', lead: [], lists: [{ heading: 'H', items, more: undefined }], asOf: 'now' });

    expect(JSON.stringify(view)).toContain('and 20 more');
    expect(view.blocks.length).toBeLessThanOrEqual(100);
  });
});
