import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../adapters/cli/free-port.ts';
import { startSandbox } from '../../adapters/sandbox/sandbox.ts';
import { cardOf, sandboxClient, type SandboxClient, type World } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { nextTurn, patienceMs, startBot, worldWith, type BotProcess, type Exit } from './bot-process.ts';
import type { StoreUnderTest } from './stores-under-test.ts';

export interface Crash {
  /** As `COUNTERSIGN_CRASH_AT` takes it. */
  readonly point: string;
  readonly store: StoreUnderTest;
  /** What befalls the first write on its way to the bridge besides. */
  readonly fault?: string;
}

export interface AfterCrash {
  readonly inSage: number;
  readonly killed: boolean;
  readonly chain: string;
}

/** Nothing was recorded when the process ended here, and nobody was told that it was. */
const undecided = ['press:before', 'record_decision:before'];

/** Ends a real process at the point, starts it again without help, and says what stands in Sage in the end. */
export async function crashOnce({ point, store, fault }: Crash): Promise<AfterCrash> {
  const started = await startSandbox({ port: 0, botUrl: `http://127.0.0.1:${await freePort()}` });
  if (!started.ok) throw new Error(started.failure.code);
  const folder = await mkdtemp(join(tmpdir(), 'countersign-crash-'));
  const kept = await store.open(folder);
  const sandbox = sandboxClient(started.value.url);
  const env = { ...(await sandbox.env()), ...kept.env };
  let bot = startBot({ ...env, COUNTERSIGN_CRASH_AT: point });
  try {
    await bot.ready();
    await sandbox.create('work_order_contracts', {
      number: 'K-1',
      status: 'Approved',
      line_items: [{ amount: '12.34' }],
    });
    const waiting = await worldWith(sandbox, 'the card', inState('awaiting'));
    // a bridge that keeps our key in the record finds it there when it closes: without it the bot alone can
    if (fault === 'forgets') await sandbox.changeInSage('profile', 'all', { traceField: null });
    if (fault !== undefined) await sandbox.arm([{ at: 'sage.operations', fault }]);
    const approve = () => sandbox.click('controller', waiting.message, 'Approve');
    const { signal } = await pressUntilItEnds(sandbox, bot, approve);

    bot = startBot(env);
    await bot.ready();
    // what was neither recorded nor acknowledged was not decided: the person presses again, and only then
    if (undecided.includes(point)) await approve();
    await worldWith(sandbox, 'the end', inState('synced'));
    await nothingLeft(env['PORT'] ?? '');
    const world = await sandbox.world();
    await bot.stop();
    return {
      inSage: world.sage.subcontracts.filter(({ number }) => number === 'K-1').length,
      killed: signal === 'SIGKILL',
      chain: await kept.verify(),
    };
  } finally {
    await bot.stop('SIGKILL');
    await kept.close();
    await started.value.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function inState(wanted: string) {
  return (world: World) => {
    const found = cardOf(world, 'K-1');
    return found?.card.state === wanted ? found : undefined;
  };
}

/** A person whose press was not taken presses again; who sees no button any more waits. */
async function pressUntilItEnds(sandbox: SandboxClient, bot: BotProcess, press: () => Promise<unknown>): Promise<Exit> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    await press().catch(() => undefined);
    const patience = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 5_000).unref());
    const exit = await Promise.race([bot.exited, patience]);
    if (exit !== undefined) return exit;
    if (inState('synced')(await sandbox.world()) !== undefined) break;
  }
  throw new Error('the process did not come to the point at which it was to end');
}

/** A write that is under way on its own would show by then. */
async function nothingLeft(port: string): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await nextTurn()) {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    if (/^countersign_work_due 0$/m.test(metrics) && /^countersign_outbox_due 0$/m.test(metrics)) return;
  }
  throw new Error('the bot did not come to rest');
}
