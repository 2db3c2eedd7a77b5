import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../adapters/sandbox/sandbox.ts';
import { circumstances, goal, median, print } from './figures.ts';

/** How much longer the bot takes to serve, and how much memory it holds then, with Teams beside Slack than with Slack alone. */
const sandbox = await startSandbox({ port: 0, botUrl: 'http://127.0.0.1:0' });
if (!sandbox.ok) throw new Error(sandbox.failure.code);
const base = { ...process.env, ...sandbox.value.env(), PORT: '0', LOG_LEVEL: 'info' };

interface Started {
  readonly ms: number;
  readonly megabytes: number;
}

async function started(teams: 'true' | 'false'): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const began = performance.now();
  const bot = spawn(process.execPath, ['--import', 'tsx', 'test/bench/teams-start-bot.ts'], {
    env: { ...base, DATA_DIR: folder, TEAMS_ALLOW_UNAUTHENTICATED: teams, TEAMS_TENANT_ID: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const megabytes = await new Promise<number>((resolve, reject) => {
    bot.once('message', resolve);
    bot.once('exit', () => reject(new Error('the bot did not start')));
  });
  const ms = performance.now() - began;
  bot.kill();
  await new Promise((resolve) => bot.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
  return { ms, megabytes };
}

const rounds = 5;
const alone: Started[] = [];
const both: Started[] = [];
for (let round = 0; round < rounds; round += 1) {
  alone.push(await started('false'));
  both.push(await started('true'));
}
await sandbox.value.stop();

const middle = (all: readonly Started[], what: keyof Started): number => median(all.map((one) => one[what]));
const ratio = (what: keyof Started): number =>
  median(both.map((one, round) => one[what] / (alone[round]?.[what] ?? 1)));
print(circumstances());
print(`Slack alone: ${middle(alone, 'ms').toFixed(0)} ms, ${middle(alone, 'megabytes').toFixed(0)} MB`);
print(`with Teams: ${middle(both, 'ms').toFixed(0)} ms, ${middle(both, 'megabytes').toFixed(0)} MB`);
print(goal('start with Teams / Slack alone', ratio('ms'), 3));
print(goal('memory with Teams / Slack alone', ratio('megabytes'), 2.5));
