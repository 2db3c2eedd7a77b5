import { Router } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen, type Listening } from '../../adapters/http/listening.ts';
import type { Controlled } from '../../adapters/sandbox/control.ts';
import { ControlError, type Emulator, type RecordKeeper } from '../../adapters/sandbox/emulator.ts';
import { createFaults } from '../../adapters/sandbox/faults.ts';
import { sandboxApp } from '../../adapters/sandbox/sandbox.ts';
import { createSandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import type { JsonObject } from '../../src/shared/json.ts';

let records: JsonObject[] = [];
const router = Router();
router.get('/hello', (_request, response) => void response.json({ hello: true }));
router.get('/fault', () => {
  throw new Error('detail of a bug');
});

const emulator: Emulator = {
  name: 'sage',
  router,
  world: () => ({ jobs: records }),
  reset: () => (records = []),
  faultPlaces: [{ at: 'sage.operations', faults: [{ fault: 'busy', says: 'no licence' }] }],
};
const keeper: RecordKeeper = {
  collections: ['jobs'],
  create(collection, body) {
    if (collection !== 'jobs') throw new ControlError('no_collection', `There is no "${collection}".`);
    records.push(body);
    return Promise.resolve(body);
  },
  change: (collection, id, body) => Promise.resolve({ collection, id, ...body }),
  remove: (_collection, id) => Promise.resolve({ removed: id }),
};
const clock = createSandboxClock();
const faults = createFaults(() => emulator.faultPlaces);
const reset = vi.fn<Controlled['reset']>();
const click = vi.fn((_body: JsonObject): Promise<object> =>
  Promise.reject(new ControlError('no_button', 'No such button.', { labels: ['Approve'] })),
);

let listening: Listening;
let url = '';
beforeAll(async () => {
  const controlled: Controlled = {
    ...{ clock, faults, reset, emulators: [emulator], keepers: { sage: keeper }, hands: { slack: { click } } },
    stories: [{ name: 'default', says: 'a normal day' }],
    env: () => ({ PORT: '3000' }),
  };
  const started = await listen(sandboxApp(controlled, Router()), { port: 0, host: '127.0.0.1' });
  if (!started.ok) throw new Error(started.failure.code);
  listening = started.value;
  url = `http://127.0.0.1:${listening.port}`;
});
afterAll(() => listening.stop(0));
beforeEach(() => {
  records = [];
  faults.clear();
});

async function call(method: string, path: string, body?: object | string): Promise<[status: number, body: unknown]> {
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const answer = await fetch(`${url}/_control${path}`, { method, ...(text === undefined ? {} : { body: text }) });
  return [answer.status, await answer.json()];
}

function refused(code: string, message = expect.any(String) as string): [number, unknown] {
  return [400, { error: { code, message } }];
}

describe('the control interface', () => {
  it('shows the world, each system under its name', async () => {
    records = [{ number: '7' }];

    expect(await call('GET', '/world')).toEqual([200, { sage: { jobs: [{ number: '7' }] } }]);
    expect(await call('GET', '/world/sage')).toEqual([200, { sage: { jobs: [{ number: '7' }] } }]);
    expect(await call('GET', '/world/slack')).toEqual(refused('not_here'));
  });

  it('lists the stories, and starts one afresh', async () => {
    expect(await call('GET', '/stories')).toEqual([200, { stories: [{ name: 'default', says: 'a normal day' }] }]);

    await call('POST', '/reset', { story: 'default', seed: 7 });
    await call('POST', '/reset');

    expect(reset.mock.calls).toEqual([[{ story: 'default', seed: 7 }], [{}]]);
  });

  it('creates, changes and removes records', async () => {
    expect(await call('POST', '/sage/jobs', { number: '7' })).toEqual([200, { number: '7' }]);
    expect(await call('PATCH', '/sage/jobs/7%2F1', { status: 5 })).toEqual([
      200,
      { collection: 'jobs', id: '7/1', status: 5 },
    ]);
    expect(await call('DELETE', '/sage/jobs/7')).toEqual([200, { removed: '7' }]);
  });

  it('arms faults and shows them', async () => {
    await call('POST', '/faults', [{ at: 'sage.operations', fault: 'busy' }]);

    expect(await call('GET', '/faults')).toEqual([
      200,
      { places: emulator.faultPlaces, armed: [{ at: 'sage.operations', fault: 'busy', count: 1 }] },
    ]);
  });

  it('moves the clock', async () => {
    const before = clock.now();

    const [, moved] = await call('POST', '/clock', { advanceMs: 3_600_000 });

    expect((moved as { now: number }).now - before).toBeGreaterThanOrEqual(3_600_000);
    expect(await call('GET', '/clock')).toEqual([200, { now: expect.any(Number) as unknown }]);
  });

  it('answers the environment', async () => {
    expect(await call('GET', '/env')).toEqual([200, { env: { PORT: '3000' } }]);
  });

  it('hands on what an act in a chat says, with its details', async () => {
    const [status, body] = await call('POST', '/slack/click', { user: 'controller' });

    expect([status, body]).toEqual([
      400,
      { error: { code: 'no_button', message: 'No such button.', labels: ['Approve'] } },
    ]);
    expect(click).toHaveBeenCalledWith({ user: 'controller' });
  });

  it.each([
    ['malformed JSON', 'POST', '/clock', '{"advanceMs": 1', 'bad_call'],
    ['a body that is not an object', 'POST', '/sage/jobs', '[1]', 'bad_call'],
    ['a fraction of a millisecond', 'POST', '/clock', { advanceMs: 0.5 }, 'bad_call'],
    ['a member that does not exist', 'POST', '/reset', { stories: 'x' }, 'bad_call'],
    ['a fault outside a list', 'POST', '/faults', { at: 'sage.operations', fault: 'busy' }, 'bad_call'],
    ['a place that does not exist', 'POST', '/faults', [{ at: 'sage.moon', fault: 'busy' }], 'no_place'],
    ['a fault that does not exist', 'POST', '/faults', [{ at: 'sage.operations', fault: 'x' }], 'no_fault'],
    ['a collection that does not exist', 'POST', '/sage/ships', {}, 'no_collection'],
    ['an act that does not exist', 'POST', '/slack/dance', {}, 'not_here'],
    ['a group that is not built', 'POST', '/teams/message', {}, 'not_here'],
    ['a call that does not exist', 'GET', '/moon', undefined, 'not_here'],
  ])('refuses %s', async (_name, method, path, body, code) => {
    expect(await call(method, path, body)).toEqual(refused(code));
  });

  it('arms nothing of a list of which one fault does not exist', async () => {
    await call('POST', '/faults', [
      { at: 'sage.operations', fault: 'busy' },
      { at: 'sage.operations', fault: 'x' },
    ]);

    expect(faults.armed()).toEqual([]);
  });
});

it('serves each emulator under its name', async () => {
  expect(await (await fetch(`${url}/sage/hello`)).json()).toEqual({ hello: true });
});

it('answers JSON without details when an emulator breaks or does not exist', async () => {
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const broken = await fetch(`${url}/sage/fault`);
  const nowhere = await fetch(`${url}/moon`);
  silent.mockRestore();

  expect([broken.status, nowhere.status]).toEqual([500, 404]);
  expect(await broken.text()).not.toMatch(/detail| at /);
});
