import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { SandboxClient, World } from '../../adapters/sandbox/tour/sandbox-client.ts';

/** The built bot in a process of its own, as an operator runs it. */
export interface BotProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Resolves when `/readyz` says so; throws with what the process said when it ended instead. */
  ready(): Promise<void>;
  /** Everything on both outputs so far. */
  said(): string;
  /** Asks it to stop, as a service manager does, and answers how it ended. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Far more than a loaded machine needs: only what never comes is waited for so long. */
export const patienceMs = 60_000;

const main = 'dist/adapters/main.js';
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: { readonly start: string };
};
/** How `npm start` starts Node; what runs TypeScript is not needed for what was built. */
const nodeOptions = scripts.start.split(' ').filter((word) => word.startsWith('--') && word !== '--import');

/** `preload` is a module that the process loads first. `env` must say where it listens. */
export function startBot(env: NodeJS.ProcessEnv, preload?: URL): BotProcess {
  const first = preload === undefined ? [] : ['--import', preload.href];
  const child = spawn(process.execPath, [...nodeOptions, ...first, main, 'start'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text: Buffer) => (said += text.toString()));
  const exited = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }));
  const url = `http://127.0.0.1:${env['PORT'] ?? ''}`;
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    exited,
    said: () => said,
    async ready() {
      await waitFor('the bot to be ready', async () => {
        if (ended()) throw new Error(`the bot ended: ${said}`);
        return (await answers(`${url}/readyz`)) ? true : undefined;
      });
    },
    async stop(signal = 'SIGTERM') {
      if (!ended()) child.kill(signal);
      return exited;
    },
  };
}

/** Runs one command of the built bot to its end. */
export async function countersign(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly out: string; readonly errors: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, errors };
}

/** Asks until there is an answer. */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + patienceMs; ; await nextTurn()) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
  }
}

export function worldWith<T>(sandbox: SandboxClient, what: string, look: (world: World) => T | undefined): Promise<T> {
  let messages = '';
  return waitFor(what, async () => {
    const world = await sandbox.world();
    messages = world.slack.messages.map(({ text }) => text).join(' | ');
    return look(world);
  }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)}; Slack shows: ${messages}`);
  });
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Lets the other side have its turn before it is asked again. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}
