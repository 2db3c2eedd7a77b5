import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { type Check, runChecks } from '../checks.ts';
import { plant, root, runIn } from './planted.ts';

it('find every fault against the rules of the code that is planted', { timeout: 60_000 }, async () => {
  const planted: readonly (readonly [rule: string, text: string])[] = [
    ['@typescript-eslint/no-floating-promises', 'export function f(): void {\n  Promise.resolve(1);\n}\n'],
    ['@typescript-eslint/no-explicit-any', 'export function f(x: any): void {\n  void x;\n}\n'],
    ['no-console', "export function f(): void {\n  console.log('x');\n}\n"],
    ['eqeqeq', 'export const same = (a: number, b: number): boolean => a == b;\n'],
    ['no-restricted-syntax', 'export default 1;\n'],
    ['no-restricted-syntax', 'export enum Thing {\n  A,\n}\n'],
    ['no-restricted-syntax', 'export class Thing {\n  readonly one = 1;\n}\n'],
  ];
  const folder = plant(Object.fromEntries(planted.map(([, text], index) => [`adapters/planted-${index}.ts`, text])));
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: join(root, 'eslint.config.js') });

  const results = await eslint.lintFiles(['adapters']);

  expect(results.map(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual(planted.map(([rule]) => [rule]));
});

it('find a badly formatted file', { timeout: 60_000 }, () => {
  const folder = plant({ 'adapters/planted.ts': "export const x   = 'y'\n" });

  const { code, output } = runIn(folder, 'prettier/bin/prettier.cjs', '--check', 'adapters');

  expect([code, output]).toEqual([1, expect.stringContaining('planted.ts')]);
});

it.each([
  ['process', 'export const env = process.env;\n'],
  ['a timer', 'export const timer = setTimeout(() => undefined, 1);\n'],
  ['the console', "console.log('x');\nexport {};\n"],
  ['the network', "export const answer = fetch('http://127.0.0.1');\n"],
])('the types of src alone do not know %s', { timeout: 60_000 }, (_name, text) => {
  const folder = plant({ 'src/planted.ts': text });

  const { code, output } = runIn(folder, 'typescript/bin/tsc', '-p', 'src');

  expect([code > 0, output]).toEqual([true, expect.stringContaining('planted.ts')]);
});

describe('running the checks', () => {
  const check = (says: string, script: string): Check => ({ group: 'tests', says, command: ['-e', script] });
  const good = check('good', '');

  it('goes through all of them and ends with 0', async () => {
    const said: string[] = [];

    const code = await runChecks([good, good], (line) => said.push(line));

    expect([code, said.at(-1)]).toEqual([0, expect.stringContaining('All 2 checks passed')]);
  });

  it.each([
    ['fails', 'process.exit(3)', 3],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', 1],
  ])('stops at the first that %s, and ends as it did', async (_name, script, expected) => {
    const said: string[] = [];

    const code = await runChecks([good, check('bad', script), check('never', '')], (line) => said.push(line));

    expect(code).toBe(expected);
    expect(said.join('\n')).toContain('Nothing after it was run');
    expect(said.join('\n')).not.toContain('never');
  });

  it('runs those that need one processor beside each other, tells each with what it said, and stops after them', async () => {
    const said: string[] = [];
    const beside = (says: string, script: string): Check => ({ ...check(says, script), beside: true });
    const slow = beside('slow', 'process.stdin.resume(); console.log("all of it"); process.exit(0)');

    const code = await runChecks([slow, beside('bad', 'process.exit(4)'), check('never', '')], (line) =>
      said.push(line),
    );

    expect(code).toBe(4);
    expect(said.find((line) => line.includes('slow'))).toMatch(/all of it\nGood/);
    expect(said.join('\n')).toContain('Nothing after it was run');
    expect(said.join('\n')).not.toContain('never');
  });
});
