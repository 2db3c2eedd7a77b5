import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { packageFolder } from './app-manifest.ts';

const icons = ['color.png', 'outline.png'];

/** The zip that Teams takes: the manifest and its two icons at the root. The same manifest gives the same bytes. */
export function teamsPackage(manifest: object): Uint8Array {
  const files = icons.map((name) => [name, new Uint8Array(readFileSync(new URL(name, packageFolder)))] as const);
  return zipSync(
    { 'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`), ...Object.fromEntries(files) },
    // a zip holds local time: without a zone it reads the same everywhere
    { mtime: '1980-01-01T12:00:00' },
  );
}
