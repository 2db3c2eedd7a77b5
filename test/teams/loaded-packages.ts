import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBot } from '../../adapters/cli/run-bot.ts';
import { startSandbox } from '../../adapters/sandbox/sandbox.ts';

/** Starts the whole bot with Slack alone and then with Teams too; prints which packages of Teams are loaded each time. */
const sandbox = await startSandbox({ port: 0, botUrl: 'http://127.0.0.1:0' });
if (!sandbox.ok) throw new Error(sandbox.failure.code);
const folder = mkdtempSync(join(tmpdir(), 'countersign-loaded-'));
const base = { ...sandbox.value.env(), PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' };

async function loadedBy(variables: { readonly [name: string]: string }): Promise<readonly string[]> {
  const bot = await runBot(variables);
  if (!bot.ok) throw new Error(bot.failure.join('\n'));
  await bot.value.stop();
  // the libraries are CommonJS, and what was loaded of that stands in one cache
  const files = Object.keys(createRequire(import.meta.url).cache).map((file) => file.replaceAll('\\', '/'));
  return ['@microsoft/teams-ai', 'botbuilder', 'botframework-connector', 'openai', '@azure/msal-node'].filter((name) =>
    files.some((file) => file.includes(`/node_modules/${name}/`)),
  );
}

const { TEAMS_ALLOW_UNAUTHENTICATED: _allowed, TEAMS_TENANT_ID: _tenant, ...slack }: { [name: string]: string } = base;
const slackAlone = await loadedBy(slack);
const withTeams = await loadedBy({ ...slack, TEAMS_ALLOW_UNAUTHENTICATED: 'true' });
process.stdout.write(JSON.stringify({ slackAlone, withTeams }));
await sandbox.value.stop();
rmSync(folder, { recursive: true, force: true });
