import { cpSync } from 'node:fs';
import { exitCode } from './checks.ts';

/** `npm run build`: plain JavaScript in `dist`, with what it reads beside it at run time. */
process.exitCode = await exitCode(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
const migrations = 'adapters/store/postgres/migrations';
if (process.exitCode === 0) cpSync(migrations, `dist/${migrations}`, { recursive: true });
