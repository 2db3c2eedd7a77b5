import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import { createApplication, type Application } from '../../src/application.ts';
import type { Talk } from '../../src/chat/talk.ts';
import type { Log } from '../../src/ports/log.ts';
import { queues, type Queue, type Store } from '../../src/ports/store.ts';
import type { TransferId } from '../../src/shared/ids.ts';
import { run } from '../../src/transfers/run.ts';
import type { Site } from '../../src/transfers/flow.ts';
import { workflows } from '../../src/workflows/registry.ts';
import { channel, company, people, policy, timing } from '../builders.ts';
import { fakeChat, type FakeChat } from './fake-chat.ts';
import { fakeProcore, type FakeProcore } from './fake-procore.ts';
import { fakeSage, type FakeSage } from './fake-sage.ts';
import { noTurns } from './no-turns.ts';
import { turningClock, type TurningClock } from './turning-clock.ts';

/** The whole of `src` over a memory store, between a fake Procore, a fake Sage and a fake chat. */
export interface Bot {
  readonly clock: TurningClock;
  readonly store: Store;
  readonly procore: FakeProcore;
  readonly sage: FakeSage;
  readonly chat: FakeChat;
  readonly site: Site;
  /** An engine, and all that talking needs besides. */
  readonly talk: Talk;
  readonly application: Application;
  /** What was logged as an error. */
  readonly errors: string[];
  /** Asks Procore what changed, and does everything that is due now. */
  poll(): Promise<void>;
  /** Does every job of these queues that is due now, all of them unless told. */
  work(...only: readonly Queue[]): Promise<void>;
  /** Does what is due, now and for that long. */
  workFor(ms: number): Promise<void>;
  /** Carries one transfer as far as it goes now. */
  run(id: TransferId): ReturnType<typeof run>;
}

/** What outlives a process. */
export type World = Pick<Bot, 'clock' | 'procore' | 'sage' | 'chat'>;

export function worldOf(): World {
  const clock = turningClock();
  return { clock, procore: fakeProcore(clock), sage: fakeSage(), chat: fakeChat() };
}

interface BotChanges extends Partial<Talk> {
  readonly site?: Partial<Site>;
  readonly world?: World;
}

export function botOf(changes: BotChanges = {}): Bot {
  const { site: siteChanges, world, ...talkChanges } = changes;
  const { clock, procore, sage, chat } = world ?? worldOf();
  const errors: string[] = [];
  const site: Site = {
    ...{ company: company(), procore: procore.procore, sage: sage.sage, turns: noTurns },
    ...siteChanges,
  };
  const store = changes.store ?? memoryStore({ backing: createMemoryBacking(), clock });
  let ids = 0;
  const talk: Talk = {
    store,
    clock,
    flows: workflows,
    workflows,
    chats: new Map([['slack', chat.chat]]),
    channels: () => [channel()],
    sites: () => [site],
    people: () => people,
    policy: () => policy(),
    timing: () => timing,
    about: (_transfer, act) => act(),
    chance: { id: () => `t${(ids += 1)}`, fraction: () => 0.5 },
    log: quietLog(errors),
    ...talkChanges,
  };
  const application = createApplication(talk, 300_000);

  const bot: Bot = {
    ...{ clock, store, procore, sage, chat, site, talk, application, errors },
    async poll() {
      await application.poll(site.company.id);
      await bot.work();
    },
    async work(...only) {
      for (let worked = true; worked;) {
        worked = false;
        for (const queue of only.length === 0 ? queues : only)
          while (await application.work(queue, 'worker')) worked = true;
      }
    },
    async workFor(ms) {
      const until = clock.now() + ms;
      await bot.work();
      while (clock.now() < until) {
        clock.advance(Math.min(until - clock.now(), Math.max(1_000, ms / 50)));
        await bot.work();
      }
    },
    run: (id) => run(talk, id),
  };
  return bot;
}

/** Forgets everything but errors. */
export function quietLog(errors: string[] = []): Log {
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (message, fields) => void errors.push(`${message} ${JSON.stringify(fields ?? {})}`),
    with: () => log,
  };
  return log;
}
