import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';

export const root = resolve(import.meta.dirname, '../..');

const settings = [
  'tsconfig.base.json',
  'tsconfig.json',
  'src/tsconfig.json',
  '.dependency-cruiser.cjs',
  'package.json',
];

/** A small project with our settings and the files given, to see whether a check finds what is wrong with them. */
export function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-planted-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of settings) cpSync(join(root, name), join(folder, name));
  writeFileSync(join(folder, '.prettierrc.json'), '{}');
  // a junction needs no right that people on Windows do not have
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a script of an installed package in a folder. */
export function runIn(folder: string, script: string, ...args: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: ended.status ?? 1, output: ended.stdout + ended.stderr };
}
