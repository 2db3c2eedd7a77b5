import { spawn } from 'node:child_process';

/** One thing that must hold before a change is good: a program that ends with 0 when it does. */
export interface Check {
  /** By which it can be run alone. */
  readonly group: 'lint' | 'types' | 'layers' | 'tests';
  readonly says: string;
  /** A script for Node and its arguments; no shell, so that it runs on every system. */
  readonly command: readonly [script: string, ...args: string[]];
}

const bin = (path: string): string => `node_modules/${path}`;
const tsc = bin('typescript/bin/tsc');

export const checks: readonly Check[] = [
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
  { group: 'tests', says: 'Tests', command: [bin('vitest/vitest.mjs'), 'run'] },
];

/** Runs the checks one after the other and stops at the first that fails; answers the exit code. */
export async function runChecks(wanted: readonly Check[], say: (line: string) => void): Promise<number> {
  for (const [index, { says, command }] of wanted.entries()) {
    say(`\n[${index + 1}/${wanted.length}] ${says}: node ${command.join(' ')}`);
    const started = performance.now();
    const code = await exitCode(command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code !== 0) {
      say(`\nFailed after ${seconds} s: ${says} (exit code ${code}). Nothing after it was run.`);
      return code;
    }
    say(`Good, ${seconds} s.`);
  }
  say(`\nAll ${wanted.length} checks passed.`);
  return 0;
}

export function exitCode(command: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command], { stdio: 'inherit' });
    child.on('error', reject);
    // ended by a signal is not ended well
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
