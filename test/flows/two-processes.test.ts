import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import { sandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { tour } from '../../adapters/sandbox/tour/tour.ts';

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

function countersign(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'adapters/main.ts', ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

it('does the same work as the demo when the sandbox and the bot are two processes wired by its environment alone', async () => {
  const [port, botPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const botUrl = `http://127.0.0.1:${botPort}`;
  const said = await firstLine(countersign(['sandbox', '--port', String(port), '--bot', botUrl]));
  const bot = countersign(['start'], { ...(await sandboxClient(url).env()), LOG_LEVEL: 'info' });
  await firstLine(bot);
  while (
    !(await fetch(`${botUrl}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await new Promise((resolve) => setTimeout(resolve, 60));

  const lines: string[] = [];
  const held = await tour(url, (line) => lines.push(line));
  const ended = new Promise<number | null>((resolve) => bot.once('exit', (code) => resolve(code)));
  bot.kill('SIGTERM');

  expect(said.trim().split('\n')).toHaveLength(1);
  expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
  expect(held).toBe(true);
  expect(await ended).toBe(0);
}, 120_000);
