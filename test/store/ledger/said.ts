import { vi } from 'vitest';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** What a command printed, and how it ended. */
export async function said(command: () => Promise<number>): Promise<Said> {
  let out = '';
  let errors = '';
  const listen = (keep: (text: string) => void) => (text: unknown, done?: unknown) => {
    keep(String(text));
    if (typeof done === 'function') (done as () => void)();
    return true;
  };
  const outSpy = vi.spyOn(process.stdout, 'write').mockImplementation(listen((text) => (out += text)));
  const errorSpy = vi.spyOn(process.stderr, 'write').mockImplementation(listen((text) => (errors += text)));
  try {
    const code = await command();
    return { code, out, errors };
  } finally {
    outSpy.mockRestore();
    errorSpy.mockRestore();
  }
}
