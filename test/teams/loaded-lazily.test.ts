import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('a bot without Teams never loads the libraries of Teams, and one with Teams does', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'test/teams/loaded-packages.ts'], {
    encoding: 'utf8',
    timeout: 80_000,
  });
  if (status !== 0) throw new Error(stderr);
  const { slackAlone, withTeams } = JSON.parse(stdout) as { [bot: string]: readonly string[] };

  expect(slackAlone).toEqual([]);
  expect(withTeams).toEqual(expect.arrayContaining(['@microsoft/teams-ai', 'botbuilder', 'openai']));
}, 90_000);
