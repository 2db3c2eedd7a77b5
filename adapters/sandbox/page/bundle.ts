import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the browser loads: one program and one style sheet. */
export interface Bundle {
  readonly script: string;
  readonly styles: string;
}

const client = join(import.meta.dirname, 'client');
const built = { script: join(client, 'main.js'), styles: join(client, 'main.css') };

/** Made from its sources, which takes about a second; where `npm run build` left it ready, only read. */
export async function bundlePage(): Promise<Bundle> {
  if (!existsSync(built.script)) return fromSources();
  return { script: readFileSync(built.script, 'utf8'), styles: readFileSync(built.styles, 'utf8') };
}

const needed = ['esbuild', 'react', 'react-dom', 'slack-blocks-to-jsx', 'adaptivecards', 'markdown-it'];

/** The packages for development that are needed to make the page and are not installed here. */
export function missingPackages(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  if (existsSync(built.script)) return [];
  return needed.filter((name) => {
    try {
      resolve(name);
      return false;
    } catch {
      return true;
    }
  });
}

async function fromSources(): Promise<Bundle> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: { main: join(client, 'main.tsx') },
    outdir: client,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    // the package's CommonJS has no named exports
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), styles: text('.css') };
}
