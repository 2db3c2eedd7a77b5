import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { filesOf } from '../architecture/source-faults.ts';

const page = readFileSync('docs/metrics.md', 'utf8');
const names = (text: string): readonly string[] =>
  [...new Set(text.match(/\bcountersign_[a-z_]+[a-z]\b/g) ?? [])].sort();

it('names every figure that is measured, and none that is not', () => {
  const measured = filesOf('.', 'adapters')
    .filter(([name]) => name.startsWith('adapters/metrics/'))
    .flatMap(([, text]) => text.match(/'countersign_[a-z_]+'/g) ?? [])
    .map((name) => name.replaceAll("'", ''));

  expect(measured.length).toBeGreaterThan(10);
  expect(names(page)).toEqual([...new Set(measured)].sort());
});
