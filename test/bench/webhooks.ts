import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { ConfiguredCompany } from '../../adapters/config/configuration.ts';
import { webhookRoutes } from '../../adapters/procore/webhooks.ts';
import { recordId } from '../../src/shared/ids.ts';
import { company, harbor, procoreSubcontract } from '../builders.ts';
import { botOf, quietLog } from '../fakes/bot.ts';
import { circumstances, goal, print } from './figures.ts';

// Whether memory grows with deliveries that say nothing new: the same thousand events over and over, over real HTTP.
// DELIVERIES=1000000 for the whole goal.

const count = Number(process.env['DELIVERIES'] ?? 200_000);
const atOnce = 64;
const names = 1_000;

const bot = botOf();
bot.procore.put(procoreSubcontract());
const secret = 'the webhook secret';
const server = createServer(
  express().use(
    webhookRoutes({
      companies: () => [
        { company: company(), procore: { webhookSecret: secret, oldWebhookSecret: undefined } } as ConfiguredCompany,
      ],
      application: bot.application,
      pollNow: () => undefined,
      log: quietLog(),
    }),
  ),
);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

let sent = 0;
let wrong = 0;
const heaps: { readonly sent: number; readonly heapMb: number; readonly rssMb: number }[] = [];
const began = performance.now();
await Promise.all(Array.from({ length: atOnce }, sendOnAndOn));
await bot.work();
const seconds = (performance.now() - began) / 1000;

const half = heaps.filter(({ sent: at }) => at >= count / 2);
const slope = slopeOf(half.map(({ sent: at, heapMb }) => [at, heapMb]));
print(`Duplicate webhooks (G8), ${circumstances()}`);
for (const each of heaps) print(JSON.stringify(each));
print(`${count} deliveries of ${names} events in ${seconds.toFixed(0)} s, ${(count / seconds).toFixed(0)} a second`);
print(goal('Heap in the second half, MB for each 100,000 deliveries', slope * 100_000, 0.5));
print(goal('Answers that were not 200', wrong, 0));
print(goal('Looks at the record', bot.procore.calls.get('subcontract') ?? 0, 1));
agent.destroy();
server.closeAllConnections();
server.close();
if (slope * 100_000 > 0.5 || wrong > 0) process.exitCode = 1;

async function sendOnAndOn(): Promise<void> {
  while (sent < count) {
    const n = sent++;
    if ((await deliver(n % names)) !== 200) wrong += 1;
    if ((n + 1) % Math.max(1, Math.round(count / 20)) === 0) weigh();
  }
}

function deliver(n: number): Promise<number | undefined> {
  const body = JSON.stringify({
    ...{ id: `01JMYXMZRBVKK0PC${String(n).padStart(10, '0')}`, timestamp: '2026-06-01T12:00:00.000Z' },
    ...{ reason: 'update', company_id: company().id, project_id: harbor, user_id: '503' },
    ...{ resource_type: 'Work Order Contracts', resource_id: recordId('4401') },
  });
  return new Promise((resolve, reject) => {
    const headers = { authorization: secret, 'content-type': 'application/json' };
    const call = request({ agent, port, path: '/procore/webhooks', method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Needs `--expose-gc`; without it the figures are those of a heap with garbage in it. */
function weigh(): void {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const mb = (bytes: number): number => Math.round(bytes / 10_485.76) / 100;
  heaps.push({ sent, heapMb: mb(heapUsed), rssMb: mb(rss) });
}

/** Least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1): number => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  const under = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
