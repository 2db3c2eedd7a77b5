import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const Package = z.object({ name: z.literal('countersign'), version: z.string() });

/** The version of the product, from its own `package.json`: beside the sources, or above what was built. */
export function productVersion(): string {
  for (const place of ['../../package.json', '../../../package.json']) {
    const url = new URL(place, import.meta.url);
    if (existsSync(url)) return Package.parse(JSON.parse(readFileSync(url, 'utf8'))).version;
  }
  return 'unknown';
}
