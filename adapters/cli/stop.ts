import type { Variables } from '../config/variables.ts';
import { lifeOf, thisProcess, type Owner } from '../store/disk/owner.ts';
import { instanceOf } from './instance.ts';
import { complain, say } from './say.ts';

export interface StopChoices {
  readonly variables: Variables;
  /** Whether processes of this system understand a signal as a request; Windows ends them at once instead. */
  readonly signals?: boolean;
  readonly patienceMs?: number;
}

/** The bot ends within ten seconds of being asked; it may take a moment until it hears. */
const usualPatienceMs = 20_000;
const lookMs = 200;

/** `countersign stop`: 0 when no bot runs any more, 1 when one does not stop, 2 when it cannot be found out. */
export async function stop(choices: StopChoices): Promise<number> {
  const { variables, signals = process.platform !== 'win32', patienceMs = usualPatienceMs } = choices;
  const instance = instanceOf(variables);
  if (!instance.ok) {
    complain(instance.failure);
    return 2;
  }
  const owner = await instance.value.owner();
  if (owner === undefined) {
    say('No bot runs with this DATA_DIR.');
    return 0;
  }
  if (!(signals && (await signalled(owner)))) await instance.value.ask(owner);
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    if ((await instance.value.owner()) === undefined) {
      say(`The bot (process ${owner.pid}) has stopped.`);
      return 0;
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  complain(
    `The bot (process ${owner.pid}) was asked to stop and still runs. Look at its log; nothing that was decided is lost when it is ended by force.`,
  );
  return 1;
}

/** Only a process that surely is the bot gets a signal: a number alone may have been given to another one. */
async function signalled(owner: Owner): Promise<boolean> {
  if ((await lifeOf(owner, await thisProcess())) !== 'alive') return false;
  try {
    process.kill(owner.pid, 'SIGTERM');
    return true;
  } catch {
    return false;
  }
}
