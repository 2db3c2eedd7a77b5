import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

/** Runs the committing child until it has said so many lines, then kills it; what it said until it was dead. */
export async function killedAfter(lines: number, ...args: readonly string[]): Promise<readonly string[]> {
  const child = committingChild(...args);
  const said: string[] = [];
  const reader = createInterface({ input: child.stdout ?? process.stdin });
  reader.on('line', (line) => {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  });
  await Promise.all([once(child, 'exit'), once(reader, 'close')]);
  return said;
}

export function committingChild(...args: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL('committing-child.ts', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}
