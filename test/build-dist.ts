import { cpSync } from 'node:fs';
import { exitCode } from './checks.ts';

const readAtRunTime = ['adapters/store/postgres/migrations', 'adapters/teams/app-package'];

/** Plain JavaScript in `dist`, with what it reads beside it at run time; answers the exit code. */
export async function buildDist(): Promise<number> {
  const code = await exitCode(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  if (code === 0) for (const folder of readAtRunTime) cpSync(folder, `dist/${folder}`, { recursive: true });
  return code;
}
