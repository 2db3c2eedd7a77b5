import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const dockerfile = readFileSync('docs/operating/Dockerfile', 'utf8');
const ignored = readFileSync('docs/operating/Dockerfile.dockerignore', 'utf8').split('\n');
const unit = readFileSync('docs/operating/countersign.service', 'utf8');
const windows = readFileSync('docs/operating/windows-service.md', 'utf8');
const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, files = '']) => files.split(' '));
const packages = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: { start: string };
  dependencies: Record<string, string>;
};

it('the image copies what there is, and what the ignore file lets through', () => {
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((file) => !existsSync(file))).toEqual([]);
  expect(copied.filter((file) => !ignored.includes(`!${file}`))).toEqual([]);
});

it('image and unit start the bot as npm start does, with packages that are installed without the developers', () => {
  const words = packages.scripts.start.split(' ');

  expect(dockerfile).toContain(`CMD ${JSON.stringify(words).replaceAll(',', ', ')}`);
  expect(unit).toContain(`ExecStart=/usr/bin/${packages.scripts.start}`);
  expect(windows).toContain(`arguments \`${words.slice(1).join(' ')}\``);
  expect(packages.dependencies['tsx']).toBeDefined();
});

it('the image serves one port as nobody in particular, keeps data in a volume, and is asked whether it lives', () => {
  expect(dockerfile).toMatch(/^FROM node:2[24]-slim$/m);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/PORT=3000 DATA_DIR=\/data/);
  expect(dockerfile).toMatch(/^EXPOSE 3000$/m);
  expect(dockerfile).toMatch(/^VOLUME \/data$/m);
  expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
  expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]*\/livez/);
});

it('what the image copies is enough to run a command', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-image-'));
  for (const file of copied) cpSync(file, join(folder, file), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'), 'junction');

  const run = (args: readonly string[]): string =>
    execFileSync(process.execPath, ['--import', 'tsx', 'adapters/main.ts', ...args], { cwd: folder, encoding: 'utf8' });

  expect(JSON.parse(run(['config', 'schema']))).toMatchObject({ title: 'countersign.config.json' });
  expect(run(['start', '--help'])).toContain('countersign start');
  rmSync(folder, { recursive: true, force: true });
});
