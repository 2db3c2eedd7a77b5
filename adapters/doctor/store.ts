import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Environment } from '../config/environment.ts';
import { freeBytes } from '../metrics/store-figures.ts';
import { ownerOf } from '../store/disk/lock-folder.ts';
import { openStore } from '../store/open-store.ts';
import { finding, type Finding } from './finding.ts';

export interface StoreQuestions {
  readonly environment: Pick<Environment, 'dataDir' | 'databaseUrl'>;
  readonly clock: Clock;
  readonly log: Log;
}

const gigabyte = 1e9;
const littleBytes = gigabyte;
const urgentBytes = gigabyte / 10;

/** Whether decisions can be recorded. A store that nobody uses is opened and closed again; a database is only looked at. */
export async function storeFindings(questions: StoreQuestions): Promise<readonly Finding[]> {
  const { databaseUrl, dataDir } = questions.environment;
  if (databaseUrl !== undefined) return databaseFindings(databaseUrl);
  if (!(await isThere(dataDir))) return [await canBeMade(dataDir)];
  const owner = await ownerOf(dataDir);
  const opens = owner === undefined ? await opening(questions) : finding('ok', 'store.in_use', dataDir, owner.pid);
  return [opens, spaceFinding(await freeBytes(dataDir))];
}

async function databaseFindings(url: string): Promise<readonly Finding[]> {
  const { lookAtTables } = await import('../store/postgres/look-at-tables.ts');
  const { openFailureText } = await import('../store/postgres/open-failure.ts');
  const looked = await lookAtTables({ url });
  if (!looked.ok) return [finding('problem', 'store.refused', openFailureText(looked.failure))];
  return looked.value === 0
    ? [finding('ok', 'store.opens', 'in the database')]
    : [finding('warning', 'store.out_of_date', looked.value)];
}

async function opening({ environment, clock, log }: StoreQuestions): Promise<Finding> {
  const { dataDir } = environment;
  const opened = await openStore({ databaseUrl: undefined, dataDir, clock, log, onFatal: () => undefined });
  if (!opened.ok) return finding('problem', 'store.refused', opened.failure);
  await opened.value.store.close();
  return finding('ok', 'store.opens', `in ${dataDir}`);
}

async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}

async function canBeMade(folder: string): Promise<Finding> {
  for (let parent = dirname(resolve(folder)); ; parent = dirname(parent)) {
    if (!(await isThere(parent)) && parent !== dirname(parent)) continue;
    return access(parent, constants.W_OK).then(
      () => finding('ok', 'store.not_begun', folder),
      (error: unknown) => finding('problem', 'store.cannot_be_made', folder, codeOf(error)),
    );
  }
}

export function spaceFinding(bytes: number): Finding {
  const gigabytes = (bytes / gigabyte).toFixed(1);
  if (bytes >= littleBytes) return finding('ok', 'store.space', gigabytes);
  return finding(bytes < urgentBytes ? 'problem' : 'warning', 'store.little_space', gigabytes);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
