import { json, Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { z } from 'zod';
import type { JsonObject } from '../../src/shared/json.ts';
import { readCall, type ChatHand } from './control-call.ts';
import { ControlError, type Emulator, type RecordKeeper } from './emulator.ts';
import type { Faults } from './faults.ts';
import type { SandboxClock } from './sandbox-clock.ts';

/** Everything that the control interface controls. */
export interface Controlled {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly emulators: readonly Emulator[];
  /** By the group under which the control interface has them. */
  readonly keepers: { readonly [group: string]: RecordKeeper };
  readonly hands: { readonly [group: string]: ChatHand };
  readonly stories: readonly { readonly name: string; readonly says: string }[];
  /** Starts a story afresh. Throws `ControlError` when there is no such story. */
  reset(wanted: { readonly story?: string | undefined; readonly seed?: number | undefined }): Promise<void>;
  /** `way` is how Slack reaches the bot. */
  env(way?: 'http' | 'socket'): { readonly [name: string]: string };
}

const Body = z.record(z.string(), z.json());
const ResetBody = z.strictObject({ story: z.string().optional(), seed: z.int().min(0).max(1_000_000).optional() });
const EnvQuery = z.object({ slack: z.enum(['http', 'socket']).optional() });
const ClockBody = z.strictObject({ advanceMs: z.int().min(-1e12).max(1e12) });
const FaultsBody = z.array(
  z.strictObject({ at: z.string(), fault: z.string(), count: z.int().min(1).max(1_000_000).default(1) }),
);

/** The control interface: what scripts, the demo and the tests move the emulated world with. */
export function controlRouter(controlled: Controlled): Router {
  const { clock, faults } = controlled;
  const router = Router();
  router.use(json({ limit: '20mb', strict: false, type: () => true }));

  router.get('/world', (_request, response) => {
    response.json(worldOf(controlled.emulators));
  });
  // one system alone, for whoever asks often: a world of thousands of lines takes a while to be told
  router.get('/world/:system', ({ params }, response) => {
    const found = controlled.emulators.filter(({ name }) => name === params.system);
    if (found.length === 0) {
      const played = controlled.emulators.map(({ name }) => name).join(', ');
      throw new ControlError('not_here', `This sandbox plays no system "${params.system}". It plays: ${played}.`);
    }
    response.json(worldOf(found));
  });
  router.get('/stories', (_request, response) => {
    response.json({ stories: controlled.stories.map(({ name, says }) => ({ name, says })) });
  });
  router.post('/reset', async (request, response) => {
    await controlled.reset(readCall(ResetBody, request.body ?? {}));
    response.json(worldOf(controlled.emulators));
  });
  router.get('/env', (request, response) => {
    const { slack } = readCall(EnvQuery, request.query);
    response.json({ env: controlled.env(slack) });
  });

  router.get('/clock', (_request, response) => {
    response.json({ now: clock.now() });
  });
  router.post('/clock', (request, response) => {
    clock.advance(readCall(ClockBody, request.body).advanceMs);
    response.json({ now: clock.now() });
  });

  router.get('/faults', (_request, response) => {
    response.json({ places: faults.places(), armed: faults.armed() });
  });
  router.post('/faults', (request, response) => {
    faults.arm(readCall(FaultsBody, request.body));
    response.json({ armed: faults.armed() });
  });

  for (const [group, keeper] of Object.entries(controlled.keepers)) router.use(`/${group}`, keeperRouter(keeper));
  for (const [group, hand] of Object.entries(controlled.hands)) router.use(`/${group}`, handRouter(hand));

  router.use(({ path }) => {
    const [, group = ''] = path.split('/');
    throw new ControlError('not_here', `This sandbox has no such call: ${group}.`);
  });
  router.use(controlErrors);
  return router;
}

export function worldOf(emulators: readonly Emulator[]): JsonObject {
  return Object.fromEntries(emulators.map(({ name, world }) => [name, world()]));
}

function keeperRouter(keeper: RecordKeeper): Router {
  const router = Router();
  router.post('/:collection', async ({ params, body }, response) => {
    response.json(await keeper.create(params.collection, readCall(Body, body)));
  });
  router.patch('/:collection/:id', async ({ params, body }, response) => {
    response.json(await keeper.change(params.collection, params.id, readCall(Body, body)));
  });
  router.delete('/:collection/:id', async ({ params }, response) => {
    response.json(await keeper.remove(params.collection, params.id));
  });
  return router;
}

function handRouter(hand: ChatHand): Router {
  const router = Router();
  for (const [act, does] of Object.entries(hand)) {
    const handler: RequestHandler = async (request, response) => {
      response.json(await does(readCall(Body, request.body)));
    };
    router.post(`/${act}`, handler);
  }
  return router;
}

const controlErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ControlError) {
    const { code, message, details } = error;
    response.status(400).json({ error: { code, message, ...details } });
  } else if (error instanceof Error && 'type' in error && 'status' in error) {
    // what the body parser throws
    response
      .status(400)
      .json({ error: { code: 'bad_call', message: `The body cannot be read: ${String(error.type)}.` } });
  } else {
    next(error);
  }
};
