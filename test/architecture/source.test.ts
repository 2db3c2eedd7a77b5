import { expect, it } from 'vitest';
import { plant, root } from './planted.ts';
import { filesOf, sourceFaults } from './source-faults.ts';

it('keeps src away from time, chance, the process and packages that reach out, and every file short', () => {
  expect(filesOf(root, 'src').length).toBeGreaterThan(20);
  expect(sourceFaults(root)).toEqual([]);
});

it.each([
  ['the time', 'export const now = Date.now();', 'touches Date.now'],
  ['today', 'export const today = new Date();', 'touches new Date()'],
  [
    'the time through luxon',
    "import { DateTime } from 'luxon';\nexport const now = DateTime.utc();",
    'touches DateTime.utc()',
  ],
  ['chance', 'export const dice = Math.random();', 'touches Math.random'],
  ['the process', 'export const env = process.env;', 'touches process.'],
  ['a timer', 'setTimeout(() => undefined, 1);', 'touches setTimeout'],
  ['the network', "export const answer = fetch('http://127.0.0.1');", 'touches fetch('],
  ['Node', "import { join } from 'node:path';\nexport { join };", 'imports node:path'],
  ['a package', "import { got } from 'got';\nexport { got };", 'imports got'],
  ['a package by its beginning', "import { x } from 'zodiac';\nexport { x };", 'imports zodiac'],
  ['an adapter', "import { x } from '../../adapters/x.ts';\nexport { x };", 'imports an adapter'],
  ['an adapter when needed', "export const x = import('../../adapters/x.ts');", 'imports an adapter'],
  ['too many lines', 'export {};\n'.repeat(221), 'has 221 lines, more than 220'],
])('finds %s in a file of src', (_name, text, fault) => {
  const folder = plant({ 'src/people/planted.ts': text, 'adapters/main.ts': '' });

  expect(sourceFaults(folder)).toEqual([`src/people/planted.ts ${fault}`]);
});

it('lets a date be built from what is known, and comments speak of time', () => {
  const text = '/** Not Date.now(). */\nexport const day = new Date(0); // Math.random is not used\n';

  expect(sourceFaults(plant({ 'src/shared/planted.ts': text, 'adapters/main.ts': '' }))).toEqual([]);
});

it('finds too many lines in an adapter, which may do everything else', () => {
  const folder = plant({ 'src/a.ts': '', 'adapters/main.ts': 'Date.now();\n'.repeat(221) });

  expect(sourceFaults(folder)).toEqual(['adapters/main.ts has 221 lines, more than 220']);
});
