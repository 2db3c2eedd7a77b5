import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { httpProcore } from '../../adapters/procore/procore.ts';
import { createFaults, type Faults } from '../../adapters/sandbox/faults.ts';
import { createProcoreEmulator } from '../../adapters/sandbox/procore/procore-emulator.ts';
import { createSandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import { instant } from '../../src/shared/dates.ts';
import { companyId, projectId } from '../../src/shared/ids.ts';
import { company } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { circumstances, goal, print } from './figures.ts';

// How many calls it takes to catch up with what changed in Procore while the bot was away, under Procore's sample limits
// of 600 calls an hour and 25 in ten seconds, on a clock that is turned as fast as anybody sleeps.

const count = Number(process.env['RECORDS'] ?? 10_000);
const vendorCount = Math.max(1, Math.round(count / 25));
const goals = { callsPerRecord: 0.02, fewerThanNaive: 50 };

const clock = createSandboxClock();
const faults: Faults = createFaults(() => emulator.faultPlaces);
const emulator = createProcoreEmulator({ clock, faults, limits: { perHour: 600, perTenSeconds: 25 } });
emulator.seed({ users: [{ role: 'pm', name: 'Pat Moreno', email: 'pat@example.com' }] });
const project = projectId(String((await emulator.create('projects', { name: 'Pier 9', origin_id: '1042' }))['id']));
const vendors: string[] = [];
for (let n = 0; n < vendorCount; n += 1) {
  vendors.push(String((await emulator.create('vendors', { name: `Vendor ${n}`, origin_id: `V-${n}` }))['id']));
}

let calls = 0;
let refused = 0;
let tooEarly = 0;
let closedUntil = 0;
const server = createServer(
  express()
    .use((request, response, next) => {
      if (request.path.includes('/rest/')) {
        calls += 1;
        if (clock.now() < closedUntil) tooEarly += 1;
      }
      response.on('finish', () => {
        if (response.statusCode === 429) refused += 1;
        if (response.getHeader('x-rate-limit-remaining') === '0') {
          closedUntil = Number(response.getHeader('x-rate-limit-reset')) * 1000;
        }
      });
      next();
    })
    .use('/procore', emulator.router),
);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/procore`;

const ownClock = {
  now: () => instant(clock.now()),
  async sleep(ms: number) {
    clock.advance(ms);
  },
};
const procore = httpProcore({
  ...{ companyId: emulator.company.id, apiUrl: url, loginUrl: url, webUrl: 'https://app.procore.com' },
  ...{ ...emulator.credentials, clock: ownClock, callDeadlineMs: 30_000 },
});
const id = companyId(emulator.company.id);
const bot = botOf({
  site: { company: company({ id, liveProjects: new Set([project]) }), procore },
  ...{ clock: ownClock, store: memoryStore({ backing: createMemoryBacking(), clock: ownClock }), channels: () => [] },
});

// the bot has seen the project before, and then was away
await bot.poll();
clock.advance(13 * 3_600_000);
for (let n = 0; n < count; n += 1) {
  await emulator.create('work_order_contracts', {
    ...{ number: `SC-${n}`, status: 'Approved', vendor_id: vendors[n % vendorCount] ?? '' },
    line_items: [{ amount: '100.00' }, { amount: '250.25' }, { amount: '3.10' }],
  });
}
[calls, refused, tooEarly] = [0, 0, 0];

const began = clock.now();
const realBegan = performance.now();
await bot.poll();
for (let left = await backlog(); left > 0; left = await backlog()) {
  clock.advance(1_000);
  await bot.work('look');
}
const virtualMs = clock.now() - began;
const found = await offeredCount();
const catchUpCalls = calls;

// what comes after: nothing changed, and every one of them is still blocked
clock.advance(60_000);
await bot.poll();

const perRecord = catchUpCalls / count;
const naive = 2 * count + 1;
const figures = {
  records: count,
  vendors: vendorCount,
  missed: count - found,
  calls: catchUpCalls,
  callsPerRecord: perRecord,
  callsOneByOne: naive,
  ratio: naive / catchUpCalls,
  ratioToOneCallEach: count / catchUpCalls,
  refusedWith429: refused,
  leftWhileRemainingWasZero: tooEarly,
  virtualSeconds: Math.round(virtualMs / 1000),
  realSeconds: Math.round((performance.now() - realBegan) / 1000),
  callsOfTheNextPoll: calls - catchUpCalls,
};
print(`Catch-up (G3) on a virtual clock, ${circumstances()}`);
print(JSON.stringify(figures, undefined, 2));
print(goal('Calls a record', perRecord, goals.callsPerRecord));
print(goal('Share of the calls that one call a record takes', catchUpCalls / count, 1 / goals.fewerThanNaive));
print(goal('Records missed', count - found, 0));
print(goal('Calls that left while none remained, or were refused', tooEarly + refused, 0));
server.closeAllConnections();
server.close();
if (perRecord > goals.callsPerRecord || found < count || tooEarly + refused > 0) process.exitCode = 1;

async function backlog(): Promise<number> {
  return (await bot.store.health()).backlog.look;
}

async function offeredCount(): Promise<number> {
  let total = 0;
  let cursor: string | undefined;
  do {
    const page = await bot.store.find({
      ...{ index: 'transfers.open', key: id, limit: 500 },
      ...(cursor === undefined ? {} : { cursor }),
    });
    total += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return total;
}
