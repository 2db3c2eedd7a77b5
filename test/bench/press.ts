import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { blockActions, signedHeaders } from '../slack/request-cases.ts';
import { circumstances, goal, median, percentile, print } from './figures.ts';
import type { Ready } from './press-server.ts';

/**
 * A press on Approve, from the signed request to its acknowledgement: ours, after signature, replay, rights and the
 * decision on disk, against a Bolt app that only acknowledges. Both run in processes of their own and take turns.
 */

const ended = 100_000;
const rounds = 3;
const alone = 700;
const together = 1_000;
const connections = 32;

interface Server extends Ready {
  close(): void;
}

async function start(what: 'bare' | 'ours'): Promise<Server> {
  const waiting = rounds * (alone + together) + 50;
  const child = fork(new URL('press-server.ts', import.meta.url), [what, String(ended), String(waiting)]);
  const [ready] = (await once(child, 'message')) as [Ready];
  return { ...ready, close: () => child.disconnect() };
}

let presses = 0;
function press(server: Server, agent: Agent, value: string): Promise<number> {
  presses += 1;
  const payload = blockActions({
    trigger_id: `trigger.${presses}`,
    container: { type: 'message', message_ts: `${presses}.000001`, channel_id: 'C0ACCOUNTING' },
    actions: [{ type: 'button', action_id: 'countersign:approve', block_id: 'b', value, action_ts: `${presses}.1` }],
  });
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return new Promise((resolve, reject) => {
    const headers = { ...signedHeaders(body), 'content-length': Buffer.byteLength(body) };
    const started = performance.now();
    const sent = request(`${server.url}/slack/events`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`a press was answered ${answer.statusCode}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

interface Measured {
  readonly took: readonly number[];
  readonly perSecond: number;
}

async function measure(server: Server, values: readonly string[], sockets: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const waiting = [...values];
  const took: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: sockets }, async () => {
      for (let value = waiting.pop(); value !== undefined; value = waiting.pop())
        took.push(await press(server, agent, value));
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  agent.destroy();
  return { took, perSecond: took.length / seconds };
}

const servers = { bare: await start('bare'), ours: await start('ours') };
print(`${circumstances()}, ${ended} ended transfers stored`);
const left = [...servers.ours.values];
if (left.length < rounds * (alone + together)) throw new Error(`only ${left.length} cards wait`);
const filler = (count: number): readonly string[] => Array.from({ length: count }, () => 'tr_1.1');
await measure(servers.bare, filler(50), 1);
await measure(servers.ours, left.splice(0, 50), 1);

const ones: { readonly bare: Measured; readonly ours: Measured }[] = [];
const manies: typeof ones = [];
for (let round = 0; round < rounds; round += 1) {
  ones.push({
    bare: await measure(servers.bare, filler(alone), 1),
    ours: await measure(servers.ours, left.splice(0, alone), 1),
  });
  manies.push({
    bare: await measure(servers.bare, filler(together), connections),
    ours: await measure(servers.ours, left.splice(0, together), connections),
  });
}
servers.bare.close();
servers.ours.close();

for (const { bare, ours } of ones)
  print(
    `1 connection: bare Bolt p50 ${median(bare.took).toFixed(2)} ms, ours ${median(ours.took).toFixed(2)} ms, p99 ${percentile(ours.took, 0.99).toFixed(1)} ms`,
  );
for (const { bare, ours } of manies)
  print(
    `${connections} connections: bare Bolt ${bare.perSecond.toFixed(0)} a second, ours ${ours.perSecond.toFixed(0)}; p99 ${percentile(bare.took, 0.99).toFixed(1)} and ${percentile(ours.took, 0.99).toFixed(1)} ms`,
  );
print(
  goal('p50 against bare Bolt, 1 connection', median(ones.map((x) => median(x.ours.took) / median(x.bare.took))), 4),
);
print(
  goal(
    'p99, 1 connection',
    percentile(
      ones.flatMap((x) => x.ours.took),
      0.99,
    ),
    150,
    ' ms',
  ),
);
print(
  goal(
    `throughput of bare Bolt against ours, ${connections} connections`,
    median(manies.map((x) => x.bare.perSecond / x.ours.perSecond)),
    1 / 0.7,
  ),
);
