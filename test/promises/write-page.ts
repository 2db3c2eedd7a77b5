import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { namedTests, type NamedTest } from './named-tests.ts';
import { promises } from './promises.ts';

export const promisesPage = 'docs/promises.md';

/** The page of what holds against trouble and bad input, with the tests that show it. */
export async function promisesText(): Promise<string> {
  const tests = namedTests();
  const rows = promises.map(({ id, against, holds, notYet, open }) => {
    const held = tests.filter(({ ids }) => ids.includes(id));
    const missing = [notYet, open].filter((reason) => reason !== undefined).map((reason) => `Not yet: ${cell(reason)}`);
    return `| ${id} | ${cell(against)} | ${cell(holds)} | ${[...held.map(named), ...missing].join('<br>')} |`;
  });
  const text = [
    '# Promises',
    '',
    'What Countersign holds against, and the tests that show it. F is trouble to survive, B is input to refuse. Each test goes over',
    'real HTTP or a real disk where the trouble is there; its title begins with the number. Written by `npm run docs:promises`.',
    '',
    '| | against | what holds | shown by |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
  return format(text, { ...(await resolveConfig(promisesPage)), filepath: promisesPage });
}

function named({ file, title }: NamedTest): string {
  return `${cell(title)} (\`${file}\`)`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}

if (import.meta.filename === process.argv[1]) writeFileSync(promisesPage, await promisesText());
