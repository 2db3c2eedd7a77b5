import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBot } from '../../adapters/cli/run-bot.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';

let sandbox: Sandbox;
let folder = '';
beforeAll(async () => {
  const started = await startSandbox({ port: 0, botUrl: 'http://127.0.0.1:9' });
  if (!started.ok) throw new Error(started.failure.code);
  sandbox = started.value;
  folder = mkdtempSync(join(tmpdir(), 'countersign-refused-'));
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface File {
  people: { id: string; role: string }[];
  policy: { rules: { kinds: unknown; jobs: unknown; bands: { from: string; below?: string; seats: unknown }[] }[] };
}

/** What the bot says when it is started with that file. */
async function refusal(change: (file: File) => void): Promise<readonly string[]> {
  const file = JSON.parse(readFileSync(sandbox.env()['COUNTERSIGN_CONFIG'] ?? '', 'utf8')) as File;
  change(file);
  const path = join(folder, 'countersign.config.json');
  writeFileSync(path, JSON.stringify(file, null, 2));
  const bot = await runBot({ ...sandbox.env(), COUNTERSIGN_CONFIG: path, LOG_LEVEL: 'silent' });
  if (!bot.ok) return bot.failure;
  await bot.value.stop();
  return [];
}

const bands = (list: File['policy']['rules'][number]['bands']) => (file: File) => {
  for (const rule of file.policy.rules) rule.bands = list;
};
const seats = [['controller']];

it.each<[string, (file: File) => void, RegExp]>([
  [
    'a gap between two bands',
    bands([
      { from: '0.00', below: '100.00', seats },
      { from: '200.00', seats },
    ]),
    /^line \d+, policy\.rules\[0\]\.bands\[1\]\.from: leaves a gap/,
  ],
  [
    'two bands that overlap',
    bands([
      { from: '0.00', below: '300.00', seats },
      { from: '200.00', seats },
    ]),
    /^line \d+, policy\.rules\[0\]\.bands\[1\]\.from: overlaps/,
  ],
  ['no band at all', bands([]), /^line \d+, .*needs at least one band/],
  [
    'a kind that does not exist',
    ({ policy }) => policy.rules.forEach((rule) => (rule.kinds = ['cheque'])),
    /^line \d+/,
  ],
  ['two people with one identity', ({ people }) => people.push(...people.slice(0, 1)), /^line \d+, people\[4\]/],
])('B24: the bot does not start with %s, and says the line', async (_name, change, says) => {
  expect(await refusal(change)).toContainEqual(expect.stringMatching(says));
});
