import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import { startSandbox } from '../../adapters/sandbox/sandbox.ts';
import { cardOf, sandboxClient, type World } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { built, buildMs } from './built.ts';
import { startBot, worldWith } from './bot-process.ts';
import { openDoorway } from './doorway.ts';
import { stores, type StoreUnderTest } from './stores-under-test.ts';

const users = ['controller', 'clerk', 'admin', 'pm', 'outsider'];
const presses = 50;

interface Outcome {
  /** What Slack was answered, apart from what it no longer waited for. */
  readonly statuses: readonly number[];
  readonly decisions: number;
  readonly inSage: number;
  /** What the bot told those who pressed, each of them alone. */
  readonly told: readonly string[];
  readonly chain: string;
}

/** Fifty presses of five people on one card reach so many bots in the same moment. */
async function pressAtOnce(store: StoreUnderTest, bots: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-presses-'));
  const kept = await store.open(folder);
  const ports = await Promise.all(Array.from({ length: bots }, freePort));
  const door = await openDoorway(() => ports.map((port) => `http://127.0.0.1:${port}`));
  const started = await startSandbox({ port: 0, botUrl: door.url });
  if (!started.ok) throw new Error(started.failure.code);
  const sandbox = sandboxClient(started.value.url);
  const env = { ...(await sandbox.env()), ...kept.env };
  const running = ports.map((port) => startBot({ ...env, PORT: String(port) }));
  try {
    await Promise.all(running.map((bot) => bot.ready()));
    const line_items = [{ amount: '12.34' }];
    await sandbox.create('work_order_contracts', { number: 'P-1', status: 'Approved', line_items });
    const waiting = await worldWith(sandbox, 'the card', inState('awaiting'));
    const before = privateTexts(await sandbox.world()).length;

    door.gather(presses);
    const pressed = await Promise.all(
      Array.from({ length: presses }, (_, index) =>
        sandbox.click(users[index % users.length] ?? '', waiting.message, 'Approve'),
      ),
    );

    await worldWith(sandbox, 'the end', inState('synced'));
    const told = await worldWith(sandbox, 'an answer for everybody', (world) => {
      const answers = privateTexts(world).slice(before);
      return answers.length >= presses - 1 ? answers : undefined;
    });
    const world = await sandbox.world();
    for (const bot of running) expect(await bot.stop()).toEqual({ code: 0, signal: null });
    const entries = await kept.entries();
    return {
      statuses: [...new Set(pressed.flatMap(({ delivered, status }) => (delivered ? [status] : [])))],
      decisions: entries.filter((entry) => entry.includes('"decision":"approve"')).length,
      inSage: world.sage.subcontracts.filter(({ number }) => number === 'P-1').length,
      told: told.filter((text) => !/^About /.test(text)),
      chain: await kept.verify(),
    };
  } finally {
    await Promise.all(running.map((bot) => bot.stop('SIGKILL')));
    await kept.close();
    await started.value.stop();
    await door.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function inState(wanted: string) {
  return (world: World) => {
    const found = cardOf(world, 'P-1');
    return found?.card.state === wanted ? found : undefined;
  };
}

function privateTexts(world: World): readonly string[] {
  return world.slack.messages.filter(({ visibleTo }) => visibleTo !== undefined).map(({ text }) => text);
}

beforeAll(built, buildMs);

describe.each(
  stores.flatMap((store) =>
    store.name === 'lowdb'
      ? [{ store, bots: 1, where: 'lowdb' }]
      : [
          { store, bots: 1, where: 'PostgreSQL' },
          { store, bots: 2, where: 'two bots on one PostgreSQL' },
        ],
  ),
)('fifty presses of Approve by five people at once, on $where', ({ store, bots }) => {
  if (store.missing !== undefined) {
    it.skip(`are not tried: ${store.missing}`);
    return;
  }
  it(
    'F9, F10: make one decision and one record in Sage, and give 49 private answers',
    { timeout: 180_000 },
    async () => {
      const outcome = await pressAtOnce(store, bots);

      expect(outcome).toMatchObject({ statuses: [200], decisions: 1, inSage: 1, chain: 'whole' });
      expect(outcome.told).toHaveLength(presses - 1);
      expect(outcome.told.filter((text) => text.startsWith('Already decided'))).not.toEqual([]);
    },
  );
});
