import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterCount, displayText, normalNumber, shortened } from '../../src/shared/text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('text that people read', () => {
  it.each([
    ['a right-to-left override', 'SC\u202e-400', 'SC-400'],
    ['isolates', '\u2066SC\u2069-4', 'SC-4'],
    ['direction marks', 'S\u200eC\u200f-\u061c4', 'SC-4'],
    ['zero-width characters', 'S\u200bC\u200d-4\ufeff', 'SC-4'],
    ['line breaks and tabs', 'Footings\r\n\tand slab\u2028here', 'Footings and slab here'],
    ['terminal colours', '\u001b[31mred\u0007', '[31mred'],
    ['space around it', '  Concrete \n', 'Concrete'],
  ])('is shown without %s', (_what, text, shown) => {
    expect(displayText(text)).toBe(shown);
  });

  it('is composed, so that what looks the same is the same', () => {
    expect(displayText('Cafe\u0301')).toBe('Caf\u00e9');
  });

  it('keeps emoji and other scripts', () => {
    expect(displayText('Дом 建設 🏗')).toBe('Дом 建設 🏗');
  });

  it('does not change when it is shown twice', () => {
    fc.assert(fc.property(anyText, (text) => void expect(displayText(displayText(text))).toBe(displayText(text))));
  });

  it('never holds a character that reorders or breaks a line', () => {
    fc.assert(
      fc.property(anyText, (text) => void expect(displayText(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\n\r\0]/)),
    );
  });
});

describe('a shortened text', () => {
  it('is never longer than allowed, and says when something is missing', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, length) => {
        const short = shortened(text, length);
        expect(characterCount(short)).toBeLessThanOrEqual(length);
        expect(short === text || short.endsWith('…')).toBe(true);
      }),
    );
  });

  it('does not cut a character in two', () => {
    expect(shortened('🏗🏗🏗', 2)).toBe('🏗…');
  });
});

describe('a number for comparison', () => {
  it.each([
    [' sc-0012 ', 'sc-0012'],
    ['0012', '12'],
    ['0', '0'],
    ['000', '0'],
    ['0A7', 'a7'],
    ['SC\u200b-1', 'sc-1'],
    ['00-1', '0-1'],
  ])('reads %j as %j', (text, number) => {
    expect(normalNumber(text)).toBe(number);
  });
});

it('counts characters as another system would, not the halves of an emoji', () => {
  expect(characterCount('a🏗')).toBe(2);
});
