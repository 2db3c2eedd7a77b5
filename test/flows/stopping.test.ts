import { Agent, request as httpRequest } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { cardOf, sandboxClient, type SandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { formBody } from '../../adapters/sandbox/slack/deliveries.ts';
import { command, signedHeaders } from '../slack/request-cases.ts';
import { startBot, waitFor, worldWith, type BotProcess } from './bot-process.ts';
import { built, buildMs } from './built.ts';

let folder = '';
let emulated: Sandbox;
let sandbox: SandboxClient;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'countersign-stopping-'));
  const port = await freePort();
  const started = await startSandbox({ port: 0, botUrl: `http://127.0.0.1:${port}` });
  if (!started.ok) throw new Error(started.failure.code);
  emulated = started.value;
  sandbox = sandboxClient(emulated.url);
  env = { ...emulated.env(), PORT: String(port), DATA_DIR: folder };
}, buildMs);
afterAll(async () => {
  await emulated.stop();
  await rm(folder, { recursive: true, force: true });
});

async function running(): Promise<BotProcess> {
  const bot = startBot(env);
  await bot.ready();
  return bot;
}

/** How it ended, and whether within ten seconds of being told to. */
async function stopped(bot: BotProcess): Promise<unknown> {
  const told = Date.now();
  const { code } = await bot.stop();
  return { code, inTime: Date.now() - told < 10_000 };
}

describe('F28: SIGTERM', () => {
  it('F28: a request under way is answered, and idle connections delay nothing', async () => {
    const bot = await running();
    const url = `http://127.0.0.1:${env['PORT'] ?? ''}`;
    const idle = new Agent({ keepAlive: true, maxSockets: 20 });
    await Promise.all(Array.from({ length: 20 }, () => got(`${url}/livez`, idle)));
    const body = formBody({ ...command, text: 'help' });
    const open = httpRequest(`${url}/slack/events`, {
      method: 'POST',
      headers: { ...signedHeaders(body, 0, env['SLACK_SIGNING_SECRET']), 'content-length': body.length },
    });
    const answer = new Promise<number | undefined>((resolve, reject) => {
      open.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    await new Promise((resolve) => open.write(body.slice(0, 20), resolve));
    await got(`${url}/livez`, idle);

    const end = stopped(bot);
    await waitFor('the bot to take no new connection', () =>
      got(`${url}/livez`, new Agent()).then(
        () => undefined,
        () => true,
      ),
    );
    open.end(body.slice(20));

    expect(await answer).toBe(200);
    expect(await end).toEqual({ code: 0, inTime: true });
    idle.destroy();
  });

  it('F28: during a write that never answers it ends with 0 within ten seconds, and the next start finishes it once', async () => {
    const bot = await running();
    await sandbox.create('work_order_contracts', {
      number: 'SC-0900',
      status: 'Approved',
      line_items: [{ amount: '100.00' }],
    });
    const { message } = await worldWith(sandbox, 'the card', (world) => {
      const found = cardOf(world, 'SC-0900');
      return found?.card.state === 'awaiting' ? found : undefined;
    });
    await sandbox.arm([{ at: 'sage.operations', fault: 'hang' }]);
    const pressed = await sandbox.click('controller', message, 'Approve');
    await worldWith(sandbox, 'the write', (world) =>
      world.sage.subcontracts.some(({ number }) => number === 'SC-0900') ? true : undefined,
    );

    expect(pressed.delivered).toBe(true);
    expect(await stopped(bot)).toEqual({ code: 0, inTime: true });

    const again = await running();
    await worldWith(sandbox, 'the end', (world) =>
      cardOf(world, 'SC-0900')?.card.state === 'synced' ? true : undefined,
    );
    const { sage } = await sandbox.world();
    expect(sage.subcontracts.filter(({ number }) => number === 'SC-0900')).toHaveLength(1);
    expect(await stopped(again)).toEqual({ code: 0, inTime: true });
  });
});

function got(url: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}
