import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import { stop } from '../../adapters/cli/stop.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { spoken } from '../doctor/examined.ts';
import { countersign, startBot } from './bot-process.ts';
import { built, buildMs } from './built.ts';

let sandbox: Sandbox;
let folder = '';
let port = 0;

beforeAll(async () => {
  await built();
  port = await freePort();
  const started = await startSandbox({ port: 0, botUrl: `http://127.0.0.1:${port}` });
  if (!started.ok) throw new Error(started.failure.code);
  sandbox = started.value;
  folder = await mkdtemp(join(tmpdir(), 'countersign-stop-'));
}, buildMs);
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

const env = (): NodeJS.ProcessEnv => ({ ...sandbox.env(), DATA_DIR: folder });

it('says so when no bot runs', async () => {
  expect(await countersign(['stop'], env())).toMatchObject({ code: 0, out: 'No bot runs with this DATA_DIR.\n' });
});

it.each([
  ['by a signal', true],
  ['by a file, as on Windows', false],
])(
  'stops the bot of the data folder %s, waits for its end and says so',
  { timeout: 90_000 },
  async (_name, signals) => {
    // what was asked of an earlier process must not stop this one
    await writeFile(join(folder, 'stop'), '1 1');
    const bot = startBot(env());
    await bot.ready();

    const { exit, printed } = await spoken(() => stop({ variables: env(), signals }));

    expect([exit, printed]).toEqual([0, `The bot (process ${bot.pid}) has stopped.\n`]);
    expect(await bot.exited).toEqual({ code: 0, signal: null });
    expect(await readdir(folder)).not.toContain('stop');
  },
);
