import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namedTests, titlesIn } from './named-tests.ts';
import { promises } from './promises.ts';
import { promisesPage, promisesText } from './write-page.ts';

const named = namedTests();

describe('the page of promises', () => {
  it('is what the tests say; otherwise write it again with `npm run docs:promises`', async () => {
    expect(readFileSync(promisesPage, 'utf8')).toBe(await promisesText());
  });

  it.each(promises)('$id is shown by a test, or says why it is not', ({ id, notYet }) => {
    const held = named.some(({ ids }) => ids.includes(id));
    expect(held).toBe(notYet === undefined);
  });

  it('knows every promise that a test names', () => {
    const known = new Set(promises.map(({ id }) => id));
    expect(named.flatMap(({ ids }) => ids).filter((id) => !known.has(id))).toEqual([]);
  });

  it('numbers them without a gap', () => {
    expect(promises.map(({ id }) => id)).toEqual([
      ...Array.from({ length: 32 }, (_, index) => `F${index + 1}`),
      ...Array.from({ length: 24 }, (_, index) => `B${index + 1}`),
    ]);
  });

  it('reads titles with one id or several, whatever quotes they stand in', () => {
    // the marks keep this very line from being read as titles
    const source = `it('#F4: once'); it.each(x)("#F9, B3: the user's press"); it('#F: no'); // F5: no title`.replaceAll(
      '#',
      '',
    );
    expect(titlesIn(source)).toEqual([
      { title: 'once', ids: ['F4'] },
      { title: "the user's press", ids: ['F9', 'B3'] },
    ]);
  });
});
