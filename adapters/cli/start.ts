import { instanceOf } from './instance.ts';
import { runBot } from './run-bot.ts';
import { complain } from './say.ts';
import { untilTold } from './until-told.ts';

const lastWordsMs = 500;

/** `countersign start`: runs until it is told to stop; the exit code says whether it started and ended well. */
export async function start(variables: NodeJS.ProcessEnv): Promise<number> {
  const instance = instanceOf(variables);
  let deaf: () => void = () => undefined;
  // before it serves: whoever sees it ready may tell it to stop at once
  const told = untilTold((listener) => {
    if (instance.ok) deaf = instance.value.onAsked(listener);
  });
  const bot = await runBot(variables);
  if (!bot.ok) {
    complain(
      `The bot did not start. Nothing was read or written.\n${bot.failure.map((line) => `  ${line}`).join('\n')}`,
    );
    deaf();
    return 1;
  }
  const leave = instance.ok ? await instance.value.announce() : undefined;
  await told;
  deaf();
  await bot.value.stop();
  await leave?.();
  // a call that does not end would keep the process although everything is closed
  setTimeout(() => process.exit(0), lastWordsMs).unref();
  return 0;
}
