import { statSync } from 'node:fs';
import type { Log } from '../../src/ports/log.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { type Problem, problemText } from './problem.ts';
import type { Variables } from './variables.ts';

/** The configuration as it stands now. Whoever needs it asks again each time, so that a change holds at once. */
export interface ReloadingConfiguration {
  current(): Configuration;
  /** What is wrong with the file since it was changed; the configuration before holds meanwhile. */
  problems(): readonly Problem[];
  /** Reads the file now; answers whether what it says holds. */
  reload(): boolean;
  stop(): void;
}

export interface ReloadingOptions {
  readonly started: Configuration;
  readonly variables: Variables;
  readonly log: Log;
  readonly everyMs?: number;
}

/** Reads the file again whenever it changes. A file that is not valid keeps the one before it, and is told of. */
export function reloadingConfiguration({ started, variables, log, everyMs }: ReloadingOptions): ReloadingConfiguration {
  let current = started;
  let problems: readonly Problem[] = [];

  const reload = (): boolean => {
    const read = readConfiguration(variables);
    problems = read.ok ? [] : read.failure;
    if (read.ok) {
      // where the process listens and keeps its data was decided when it started
      current = { ...read.value, environment: started.environment };
      log.info('config.reloaded', { policy: current.policy.version, warnings: current.warnings.map(problemText) });
    } else {
      log.error('config.refused', { problems: problems.map(problemText), kept: 'the configuration before' });
    }
    return read.ok;
  };

  // asks the file system again and again: notifications are lost on network drives and when a file is replaced
  let seen = versionOf(started.configPath);
  const asking = setInterval(() => {
    const now = versionOf(started.configPath);
    if (now === seen) return;
    seen = now;
    reload();
  }, everyMs ?? 1_000);
  asking.unref();

  return {
    current: () => current,
    problems: () => problems,
    reload,
    stop: () => clearInterval(asking),
  };
}

/** Tells the file apart from what it was before, also when it was replaced or is gone. */
function versionOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
}
