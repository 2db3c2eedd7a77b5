import { spawn, type ChildProcess } from 'node:child_process';

/** One thing that must hold before a change is good: a program that ends with 0 when it does. */
export interface Check {
  /** By which it can be run alone. */
  readonly group: 'lint' | 'types' | 'layers' | 'tests';
  readonly says: string;
  /** A script for Node and its arguments; no shell, so that it runs on every system. */
  readonly command: readonly [script: string, ...args: string[]];
  /** Needs one processor only: it is run beside those next to it that say the same. */
  readonly beside?: true;
}

const bin = (path: string): string => `node_modules/${path}`;
const tsc = bin('typescript/bin/tsc');

export const checks: readonly Check[] = [
  ...besideEachOther([
    { group: 'lint', says: 'Rules of the code', command: [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
    {
      group: 'lint',
      says: 'Formatting',
      command: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    },
    { group: 'types', says: 'Types of src alone, without Node', command: [tsc, '-p', 'src'] },
    { group: 'types', says: 'Types of what runs in the browser', command: [tsc, '-p', 'adapters/sandbox/page/client'] },
    { group: 'types', says: 'Types of everything else', command: [tsc, '-p', '.'] },
    {
      group: 'layers',
      says: 'Who may import whom',
      command: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', 'adapters', 'test'],
    },
  ]),
  { group: 'tests', says: 'Tests', command: [bin('vitest/vitest.mjs'), 'run'] },
];

function besideEachOther(list: readonly Check[]): readonly Check[] {
  return list.map((check) => ({ ...check, beside: true }));
}

/** Runs the checks in their order and stops where one fails; answers the exit code. */
export async function runChecks(wanted: readonly Check[], say: (line: string) => void): Promise<number> {
  const left = [...wanted];
  for (let next = takeNext(left); next.length > 0; next = takeNext(left)) {
    const code = await runBesideEachOther(next, say);
    if (code === 0) continue;
    if (left.length > 0) say('Nothing after it was run.');
    return code;
  }
  say(`\nAll ${wanted.length} checks passed.`);
  return 0;
}

function takeNext(left: Check[]): readonly Check[] {
  const alone = left.findIndex(({ beside }) => beside !== true);
  return left.splice(0, alone === -1 ? left.length : Math.max(1, alone));
}

async function runBesideEachOther(these: readonly Check[], say: (line: string) => void): Promise<number> {
  const started = performance.now();
  const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1);
  const [only, ...others] = these;
  if (only !== undefined && others.length === 0) {
    say(titleOf(only));
    const code = await exitCode(only.command);
    say(outcomeOf(only, code, seconds()));
    return code;
  }
  const codes = await Promise.all(
    these.map(async (check) => {
      const { code, output } = await captured(check.command);
      say(
        [titleOf(check), output.trimEnd(), outcomeOf(check, code, seconds())].filter((text) => text !== '').join('\n'),
      );
      return code;
    }),
  );
  return codes.find((code) => code !== 0) ?? 0;
}

function titleOf({ says, command }: Check): string {
  return `\n${says}: node ${command.join(' ')}`;
}

function outcomeOf({ says }: Check, code: number, seconds: string): string {
  return code === 0 ? `Good, ${seconds} s.` : `\nFailed after ${seconds} s: ${says} (exit code ${code}).`;
}

export function exitCode(command: readonly string[]): Promise<number> {
  return ended(spawn(process.execPath, [...command], { stdio: 'inherit' }));
}

async function captured(command: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(process.execPath, [...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return { code: await ended(child), output };
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // ended by a signal is not ended well
    child.on('close', (code) => resolve(code ?? 1));
  });
}
