import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exitCode } from '../checks.ts';
import { print } from './figures.ts';

/**
 * `npm run bench` runs every measurement of this folder, one after the other and each in a process of its own; with names
 * only those: `npm run bench -- store press`. A file that no other one names is a measurement.
 */
const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'all.ts');
const texts = files.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
const measurements = files
  .filter(
    (name) =>
      !texts.some(
        ({ name: other, text }) => other !== name && (text.includes(`'./${name}'`) || text.includes(`'${name}'`)),
      ),
  )
  .map((name) => name.replace('.ts', ''));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !measurements.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no measurement ${unknown.join(', ')}; there are: ${measurements.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : measurements) {
    print(`\n== ${name}`);
    const code = await exitCode(['--import', 'tsx', fileURLToPath(new URL(`${name}.ts`, folder))]);
    if (code !== 0) process.exitCode = code;
  }
}
