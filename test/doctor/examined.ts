import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctor } from '../../adapters/cli/doctor.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { vi } from 'vitest';

export interface Line {
  readonly severity: 'ok' | 'warning' | 'problem';
  readonly code: string;
  readonly says: string;
  readonly next?: string;
}

export interface Examined {
  readonly exit: number;
  readonly lines: readonly Line[];
  /** The lines with that code. */
  of(code: string): readonly Line[];
}

/** A configuration file as plain data; what a test changes, it changes in place. */
export interface FileOfTest {
  companies: { id: string; sageCompany: string; jobs: { procore: string; live: boolean }[] }[];
  people: { name: string; role: string; slack?: string; teams?: string }[];
  policy: { rules: { kinds: unknown; jobs: unknown; bands: unknown[] }[] };
  channels: { company: string; platform: string; id: string; name: string; jobs: unknown }[];
}

export interface Patient {
  readonly emulated: Sandbox;
  /** Runs the doctor against the sandbox, with what is changed in the environment and in the file. */
  examined(
    env?: { readonly [name: string]: string | undefined },
    change?: (file: FileOfTest) => void,
    more?: { readonly testCard?: boolean; readonly publicUrl?: string },
  ): Promise<Examined>;
  control(method: string, path: string, body: unknown): Promise<void>;
  stop(): Promise<void>;
}

export async function patient(): Promise<Patient> {
  const started = await startSandbox({ port: 0, botUrl: 'http://127.0.0.1:9', teams: true });
  if (!started.ok) throw new Error(started.failure.code);
  const emulated = started.value;
  const folder = mkdtempSync(join(tmpdir(), 'countersign-doctor-'));
  let files = 0;

  return {
    emulated,
    async examined(env = {}, change, more = {}) {
      const given = emulated.env();
      const configPath = join(folder, `config-${(files += 1)}.json`);
      const file = JSON.parse(readFileSync(given['COUNTERSIGN_CONFIG'] ?? '', 'utf8')) as FileOfTest;
      change?.(file);
      writeFileSync(configPath, JSON.stringify(file, null, 2));
      const variables = { ...given, COUNTERSIGN_CONFIG: configPath, ...env };
      const { exit, printed } = await spoken(() => doctor({ variables, json: true, testCard: false, ...more }));
      const lines = JSON.parse(printed) as readonly Line[];
      return { exit, lines, of: (code) => lines.filter((line) => line.code === code) };
    },
    async control(method, path, body) {
      const answer = await fetch(`${emulated.url}/_control/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async stop() {
      await emulated.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a command prints, and how it ends. */
export async function spoken(run: () => Promise<number>): Promise<{ readonly exit: number; readonly printed: string }> {
  let printed = '';
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    const exit = await run();
    return { exit, printed };
  } finally {
    out.mockRestore();
  }
}
