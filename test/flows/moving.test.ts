import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { cardOf, sandboxClient, type SandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { built, buildMs } from './built.ts';
import { countersign, startBot, worldWith, type BotProcess } from './bot-process.ts';
import { postgres, stores, type KeptStore } from './stores-under-test.ts';

let emulated: Sandbox;
let sandbox: SandboxClient;
let folder: string;
let bot: BotProcess | undefined;
const kept: KeptStore[] = [];

beforeAll(built, buildMs);
beforeEach(async () => {
  const started = await startSandbox({ port: 0, botUrl: `http://127.0.0.1:${await freePort()}` });
  if (!started.ok) throw new Error(started.failure.code);
  emulated = started.value;
  sandbox = sandboxClient(emulated.url);
  folder = await mkdtemp(join(tmpdir(), 'countersign-moving-'));
});
afterEach(async () => {
  await bot?.stop('SIGKILL');
  for (const store of kept.splice(0)) await store.close();
  await emulated.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(kind: string, name: string): Promise<KeptStore> {
  const store = await stores.find((one) => one.name === kind)?.open(join(folder, name));
  if (store === undefined) throw new Error(kind);
  kept.push(store);
  return store;
}

async function runOn(store: KeptStore): Promise<void> {
  bot = startBot({ ...(await sandbox.env()), ...store.env });
  await bot.ready();
}

async function stop(): Promise<void> {
  expect(await bot?.stop()).toEqual({ code: 0, signal: null });
}

/** A contract that is approved in Procore and whose card waits. */
async function offered(number: string): Promise<void> {
  await sandbox.create('work_order_contracts', { number, status: 'Approved', line_items: [{ amount: '12.34' }] });
  await card(number, 'awaiting');
}

const card = (number: string, state: string) =>
  worldWith(sandbox, `${number} to be ${state}`, (world) => {
    const found = cardOf(world, number);
    return found?.card.state === state ? found : undefined;
  });

async function approve(number: string): Promise<void> {
  const { message } = await card(number, 'awaiting');
  await sandbox.click('controller', message, 'Approve');
  await card(number, 'synced');
}

/** What a person at the machine does: the bot is stopped, saved from one store and restored into the other. */
async function move(from: KeptStore, to: KeptStore, through: string): Promise<void> {
  const backup = join(folder, through);
  const saved = await countersign(['backup', backup], from.env);
  expect(saved).toMatchObject({ code: 0, errors: '', out: expect.stringMatching(/Company \S+: \d+ entries, head/) });
  expect((await readdir(backup)).sort()).toEqual(['ledger', 'store.json']);
  const restored = await countersign(['restore', backup], to.env);
  expect(restored).toMatchObject({ code: 0, errors: '', out: expect.stringMatching(/looked up before anything/) });
}

const ways = [
  ['lowdb', 'PostgreSQL'],
  ['PostgreSQL', 'lowdb'],
] as const;

describe.skipIf(postgres.missing !== undefined)('a company', () => {
  it.each(ways)(
    'moves from %s to the other store and goes on there, its chain byte for byte (%s)',
    { timeout: 120_000 },
    async (first, second) => {
      const [from, to] = [await open(first, 'one'), await open(second, 'two')];
      await runOn(from);
      await offered('M-1');
      await approve('M-1');
      await offered('M-2');
      await stop();

      await move(from, to, 'saved');

      const before = await from.entries();
      expect((await to.entries()).slice(0, before.length)).toEqual(before);
      await runOn(to);
      await approve('M-2');
      await stop();
      expect(await to.verify()).toBe('whole');
      const world = await sandbox.world();
      expect(world.sage.subcontracts.filter(({ number }) => /^M-\d$/.test(number))).toHaveLength(2);
      expect(world.slack.messages.filter(({ text }) => text.includes('M-1')).length).toBeLessThanOrEqual(2);
    },
  );

  it('is not written over: the store that is to be filled must be empty', { timeout: 60_000 }, async () => {
    const [from, to] = [await open('lowdb', 'one'), await open('PostgreSQL', 'two')];
    await runOn(from);
    await offered('M-3');
    await stop();
    await move(from, to, 'saved');

    const again = await countersign(['restore', join(folder, 'saved')], to.env);

    expect(again).toMatchObject({ code: 2, errors: expect.stringMatching(/The database holds data/) });
    expect(await to.verify()).toBe('whole');
  });
});

describe.skipIf(postgres.missing !== undefined)('the ledger in PostgreSQL', () => {
  it('is verified and exported by the same commands as files are', { timeout: 60_000 }, async () => {
    const store = await open('PostgreSQL', 'one');
    const before = await countersign(['audit', 'verify'], store.env);
    expect(before).toMatchObject({ code: 2, errors: expect.stringMatching(/holds nothing of the bot/) });
    await runOn(store);
    await offered('V-1');

    const meanwhile = await countersign(['audit', 'verify'], store.env);
    await stop();
    const lines = (await countersign(['audit', 'export'], store.env)).out.trimEnd().split('\n');

    const [, head = ''] = /head (\d+:[0-9a-f]{64})/.exec(meanwhile.out) ?? [];
    expect(meanwhile).toMatchObject({ code: 0, errors: '' });
    expect(lines.map((line) => JSON.parse(line) as { n: number; to: string })).toContainEqual(
      expect.objectContaining({ to: 'awaiting', kind: 'subcontract' }),
    );
    expect((await countersign(['audit', 'verify', '--head', head], store.env)).code).toBe(0);
    expect((await countersign(['audit', 'verify', '--head', `1:${'0'.repeat(64)}`], store.env)).code).toBe(1);
  });
});

if (postgres.missing !== undefined) it.skip(`a company does not move: ${postgres.missing}`, () => undefined);
