import { cpSync } from 'node:fs';
import { exitCode } from './checks.ts';

/** Plain JavaScript in `dist`, with what it reads beside it at run time; answers the exit code. */
export async function buildDist(): Promise<number> {
  const code = await exitCode(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  const migrations = 'adapters/store/postgres/migrations';
  if (code === 0) cpSync(migrations, `dist/${migrations}`, { recursive: true });
  return code;
}
