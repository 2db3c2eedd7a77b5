import { startSandbox } from '../sandbox/sandbox.ts';
import { tour } from '../sandbox/tour/tour.ts';
import { freePort } from './free-port.ts';
import { runBot } from './run-bot.ts';
import { complain, say } from './say.ts';
import { untilTold } from './until-told.ts';

/** `countersign demo`: a sandbox and the bot wired to it in one process; with the tour, one whole story unattended. */
export async function demo({ port, withTour }: { readonly port: number; readonly withTour: boolean }): Promise<number> {
  const botUrl = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ port: withTour ? 0 : port, botUrl });
  if (!sandbox.ok) {
    complain(`The demo cannot listen on port ${port} (${sandbox.failure.code}). Choose another with --port.`);
    return 1;
  }
  const { url } = sandbox.value;
  const bot = await runBot({
    ...sandbox.value.env(),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? (withTour ? 'silent' : 'warn'),
  });
  if (!bot.ok) {
    complain(`The bot did not start against its own sandbox:\n${bot.failure.join('\n')}`);
    await sandbox.value.stop();
    return 1;
  }
  say(
    `Countersign works against emulators of Procore, the Sage bridge and Slack. No credential is used, nothing leaves this machine.`,
  );
  let held = true;
  if (withTour) held = await tour(url, say);
  else {
    say(`\n  Look at it: ${url}\n\nCtrl+C ends it.`);
    await untilTold();
  }
  await bot.value.stop();
  await sandbox.value.stop();
  return held ? 0 : 1;
}
