import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { cardOf, sandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { startBot, worldWith } from './bot-process.ts';
import { built, buildMs } from './built.ts';

let sandbox: Sandbox;
let between: Server;
let folder = '';
let env: NodeJS.ProcessEnv;
/** Every call to the bridge, with the id it carried. */
const calls: { readonly call: string; readonly id: string }[] = [];

beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'countersign-logging-'));
  const port = await freePort();
  const started = await startSandbox({ port: 0, botUrl: `http://127.0.0.1:${port}` });
  if (!started.ok) throw new Error(started.failure.code);
  sandbox = started.value;
  between = createServer();
  between.on('request', (request, response) => {
    const { method = '', url = '', headers } = request;
    calls.push({ call: `${method} ${url}`, id: String(headers['countersign-request-id']) });
    const onward = ask(`${sandbox.url}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const bridge = `http://127.0.0.1:${(between.address() as AddressInfo).port}/sage`;
  env = { ...sandbox.env(), DATA_DIR: folder, PORT: String(port), SAGE_BRIDGE_URL: bridge, LOG_LEVEL: 'info' };
}, buildMs);
afterAll(async () => {
  between.closeAllConnections();
  between.close();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

it(
  'B14: every line is one short JSON object without secrets, and log and bridge name the transfer',
  { timeout: 90_000 },
  async () => {
    const hands = sandboxClient(sandbox.url);
    const bot = startBot(env);
    await bot.ready();
    const forged = 'Bearer xoxb-1-forged\u001b[31m';
    await fetch(`http://127.0.0.1:${env['PORT'] ?? ''}/procore/webhooks`, {
      method: 'POST',
      headers: { authorization: encodeURIComponent(forged) },
      body: `{"resource_name": "x\\n{\\"level\\":60}${'y'.repeat(10_000)}"}`,
    });
    const title = 'Drywall\n{"level":60,"msg":"forged"}\u001b[31m';
    await hands.create('work_order_contracts', {
      ...{ number: 'SC-14', title, status: 'Approved', line_items: [{ amount: '14.00' }] },
    });
    const state = (wanted: string) =>
      worldWith(hands, `SC-14 to be ${wanted}`, (world) => {
        const found = cardOf(world, 'SC-14');
        return found?.card.state === wanted ? found : undefined;
      });
    const { message, card } = await state('awaiting');
    await hands.arm([{ at: 'sage.operation-state', fault: 'offline' }]);
    await hands.click('controller', message, 'Approve');
    await state('synced');
    await bot.stop();

    const { transfer } = card;
    const raw = bot
      .said()
      .split('\n')
      .filter((line) => line !== '');
    const lines = raw.map((line) => JSON.parse(line) as { msg: string; transfer?: string; requestId?: string });
    expect(Math.max(...raw.map(({ length }) => length))).toBeLessThan(5_000);
    expect(bot.said()).not.toMatch(/forged|\u001b/);
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PROCORE_CLIENT_SECRET', 'SAGE_BRIDGE_SECRET'])
      expect(bot.said()).not.toContain(env[name]);

    const operations = calls.filter(({ call }) => /\/operations/.test(call));
    expect(operations.length).toBeGreaterThan(1);
    expect(operations.filter(({ id }) => !id.startsWith(`${transfer}-`))).toEqual([]);
    const ofBridge = lines.filter(({ msg }) => msg.startsWith('sage.call'));
    const failed = ofBridge.find(({ msg, transfer: about }) => msg === 'sage.call_failed' && about === transfer);
    expect(failed?.requestId).toMatch(new RegExp(`^${transfer}-`));
    const written = ofBridge.filter(
      ({ msg, requestId }) => msg === 'sage.called' && requestId?.startsWith(`${transfer}-`),
    );
    expect(written.map(({ transfer: about }) => about)).toContain(transfer);
    const told = lines.filter(({ msg }) => msg === 'transfer.changed' || msg === 'transfer.decided');
    expect(told.filter((line) => line.transfer === undefined)).toEqual([]);
  },
);
