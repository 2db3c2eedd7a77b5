import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { bundlePage } from '../adapters/sandbox/page/bundle.ts';
import { exitCode } from './checks.ts';

const readAtRunTime = ['adapters/store/postgres/migrations', 'adapters/teams/app-package'];

/** Plain JavaScript in `dist`, with what it reads beside it at run time; answers the exit code. */
export async function buildDist(): Promise<number> {
  const code = await exitCode(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  if (code !== 0) return code;
  for (const folder of readAtRunTime) cpSync(folder, `dist/${folder}`, { recursive: true });
  // the page of the sandbox is ready in dist: what it is bundled from is not needed there
  const page = 'dist/adapters/sandbox/page/client';
  const { script, styles } = await bundlePage();
  mkdirSync(page, { recursive: true });
  writeFileSync(`${page}/main.js`, script);
  writeFileSync(`${page}/main.css`, styles);
  return 0;
}
