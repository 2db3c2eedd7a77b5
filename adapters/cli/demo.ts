import { rmSync } from 'node:fs';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { tour } from '../sandbox/tour/tour.ts';
import { freePort } from './free-port.ts';
import { runBot, type RunningBot } from './run-bot.ts';
import { complain, say } from './say.ts';
import { untilTold } from './until-told.ts';

/** `countersign demo`: a sandbox and the bot wired to it in one process; with the tour, one whole story unattended. */
export async function demo({ port, withTour }: { readonly port: number; readonly withTour: boolean }): Promise<number> {
  const started = await startDemo({ port: withTour ? 0 : port, logLevel: withTour ? 'silent' : 'warn' });
  if (!started.ok) {
    complain(started.failure);
    return 1;
  }
  const { url, stop } = started.value;
  say(
    `Countersign works against emulators of Procore, the Sage bridge, Slack and Microsoft Teams. No credential is used, nothing leaves this machine.`,
  );
  let held = true;
  if (withTour) held = await tour(url, say);
  else {
    say(`\n  Look at it: ${url}\n\nCtrl+C ends it.`);
    await untilTold();
  }
  await stop();
  return held ? 0 : 1;
}

export interface Demo {
  readonly url: string;
  readonly sandbox: Sandbox;
  stop(): Promise<void>;
}

/** The sandbox, its page and the bot, which the page can start afresh. */
export async function startDemo({
  port,
  logLevel,
}: {
  readonly port: number;
  readonly logLevel: string;
}): Promise<Result<Demo, string>> {
  const botUrl = `http://127.0.0.1:${await freePort()}`;
  let bot: RunningBot | undefined;
  const started = await startSandbox({
    port,
    botUrl,
    teams: true,
    async startAfresh(reset) {
      await bot?.stop();
      bot = undefined;
      // what it remembers is of records that will not be there
      rmSync(sandbox.env()['DATA_DIR'] ?? '', { recursive: true, force: true });
      await reset();
      const again = await startBot();
      if (!again.ok) complain(again.failure);
    },
  });
  if (!started.ok) {
    return fail(`The demo cannot listen on port ${port} (${started.failure.code}). Choose another with --port.`);
  }
  const sandbox = started.value;

  async function startBot(): Promise<Result<void, string>> {
    const running = await runBot({ ...sandbox.env(), LOG_LEVEL: process.env['LOG_LEVEL'] ?? logLevel });
    if (!running.ok) return fail(`The bot did not start against its own sandbox:\n${running.failure.join('\n')}`);
    bot = running.value;
    return ok();
  }
  const stop = async (): Promise<void> => {
    await bot?.stop();
    await sandbox.stop();
  };
  const first = await startBot();
  if (!first.ok) {
    await stop();
    return first;
  }
  return ok({ url: sandbox.url, sandbox, stop });
}
