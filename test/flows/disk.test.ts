import { execFile, execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { cardOf, sandboxClient, type SandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { built, buildMs } from './built.ts';
import { countersign, startBot, waitFor, worldWith, type BotProcess } from './bot-process.ts';
import { failingSync } from './failing-sync.ts';

let emulated: Sandbox;
let sandbox: SandboxClient;
let folder: string;
let env: { readonly [name: string]: string };
let bot: BotProcess | undefined;

beforeAll(built, buildMs);
beforeEach(async () => {
  const started = await startSandbox({ port: 0, botUrl: `http://127.0.0.1:${await freePort()}` });
  if (!started.ok) throw new Error(started.failure.code);
  emulated = started.value;
  sandbox = sandboxClient(emulated.url);
  folder = await mkdtemp(join(tmpdir(), 'countersign-disk-'));
  env = { ...(await sandbox.env()), DATA_DIR: folder };
});
afterEach(async () => {
  await bot?.stop('SIGKILL');
  await emulated.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(preload?: URL): Promise<BotProcess> {
  bot = startBot(env, preload);
  await bot.ready();
  return bot;
}

const card = (number: string, state: string) =>
  worldWith(sandbox, `${number} to be ${state}`, (world) => {
    const found = cardOf(world, number);
    return found?.card.state === state ? found.message : undefined;
  });

async function offered(number: string): Promise<Awaited<ReturnType<typeof card>>> {
  await sandbox.create('work_order_contracts', { number, status: 'Approved', line_items: [{ amount: '12.34' }] });
  return card(number, 'awaiting');
}

/** Nothing is written any more without a reason from outside. */
async function atRest(): Promise<void> {
  await waitFor('the bot to come to rest', async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${env['PORT']}/metrics`)).text();
    return /^countersign_(work|outbox)_due [^0]/m.test(metrics) ? undefined : true;
  });
}

async function month(): Promise<string> {
  const [name = ''] = (await readdir(join(folder, 'ledger'))).filter((one) => one.endsWith('.jsonl'));
  return join(folder, 'ledger', name);
}

async function inSage(number: string): Promise<number> {
  return (await sandbox.world()).sage.subcontracts.filter((record) => record.number === number).length;
}

const verify = () => countersign(['audit', 'verify'], { DATA_DIR: folder });

/** The system itself refuses what a file would grow beyond, as a disk does that is full. */
const limit = (pid: number, bytes: number | 'unlimited'): unknown =>
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
const canLimit = await promisify(execFile)('prlimit', ['--version']).then(
  () => true,
  () => false,
);
if (!canLimit) process.stderr.write('SKIPPED: a full disk under the whole bot. It needs prlimit (util-linux).\n');

describe('a disk', () => {
  it.skipIf(!canLimit)(
    'F18, F19: that is full answers "not recorded", decides nothing, and is used again when there is room',
    { timeout: 120_000 },
    async () => {
      const { pid } = await start();
      const message = await offered('D-1');
      await atRest();
      limit(pid, (await stat(await month())).size + 20);

      const press = await sandbox.click('controller', message, 'Approve');

      expect(press.seen.map(({ text }) => text).join()).toMatch(/Not recorded\..*nothing was decided/);
      expect((await fetch(`http://127.0.0.1:${env['PORT']}/readyz`)).status).toBe(503);
      expect((await fetch(`http://127.0.0.1:${env['PORT']}/livez`)).status).toBe(200);
      await card('D-1', 'awaiting');
      expect((await verify()).code).toBe(0);
      limit(pid, 'unlimited');
      await bot?.ready();
      await sandbox.click('controller', message, 'Approve');
      await card('D-1', 'synced');
      expect(await inSage('D-1')).toBe(1);
      expect((await verify()).code).toBe(0);
    },
  );

  it(
    'F23: whose sync fails ends the process with 74, and the next start tells what was recorded',
    { timeout: 120_000 },
    async () => {
      const trouble = join(folder, 'sync-fails');
      const dying = await start(failingSync(trouble));
      const message = await offered('D-2');
      await atRest();
      await writeFile(trouble, '');

      const press = await sandbox.click('controller', message, 'Approve');

      expect(press.seen.map(({ text }) => text).join()).toMatch(/We do not know whether your decision was recorded/);
      expect(await dying.exited).toEqual({ code: 74, signal: null });
      expect(dying.said()).toContain('store.outcome_unknown');
      expect(await inSage('D-2')).toBe(0);
      await rm(trouble);
      await start();
      // what reached the file holds; of what did not nobody was told that it did, and the person presses again
      await sandbox.click('controller', message, 'Approve').catch(() => undefined);
      await card('D-2', 'synced');
      expect(await inSage('D-2')).toBe(1);
      expect((await verify()).code).toBe(0);
    },
  );

  it('F20: on which the last line is torn loses just that line, and it is told', { timeout: 120_000 }, async () => {
    const killed = await start();
    const message = await offered('D-3');
    await atRest();
    await killed.stop('SIGKILL');
    const whole = await readFile(await month(), 'utf8');
    const last = whole.trimEnd().split('\n').at(-1) ?? '';
    await appendFile(await month(), last.slice(0, 40));

    const { said } = await start();

    expect(said()).toMatch(/"bytes":40,.*store\.tail_cut/);
    expect((await readFile(await month(), 'utf8')).startsWith(whole)).toBe(true);
    expect((await readdir(join(folder, 'ledger'))).filter((name) => name.endsWith('.cut'))).toHaveLength(1);
    await sandbox.click('controller', message, 'Approve');
    await card('D-3', 'synced');
    expect((await verify()).code).toBe(0);
  });

  it(
    'F21: on which the middle of the ledger is damaged stops the start, and the entry is named',
    { timeout: 120_000 },
    async () => {
      const stopped = await start();
      await offered('D-4');
      expect(await stopped.stop()).toEqual({ code: 0, signal: null });
      const file = await month();
      const damaged = (await readFile(file, 'utf8')).replace('awaiting', 'approved');
      await writeFile(file, damaged);

      bot = startBot(env);

      expect(await bot.exited).toEqual({ code: 1, signal: null });
      expect(bot.said()).toMatch(/The bot did not start\. Nothing was read or written\./);
      expect(bot.said()).toMatch(
        /is damaged at ledger\/[\d-]+\.jsonl, line \d+ \(entry 1 of company \S+\): .*Restore a backup/,
      );
      expect(await readFile(file, 'utf8')).toBe(damaged);
      expect(await verify()).toMatchObject({ code: 1, errors: expect.stringMatching(/\(entry 1 of company/) });
    },
  );

  it('F24: is used by one process: the second on a data folder does not start', { timeout: 120_000 }, async () => {
    await start();
    const second = startBot({ ...env, PORT: String(await freePort()) });

    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.said()).toContain(`is in use by process ${bot?.pid}`);
  });
});

it('a bot whose port is taken ends, and says which', { timeout: 120_000 }, async () => {
  await start();
  const second = startBot({ ...env, DATA_DIR: join(folder, 'other') });

  expect(await second.exited).toEqual({ code: 1, signal: null });
  expect(second.said()).toContain(`PORT ${env['PORT']}`);
});
