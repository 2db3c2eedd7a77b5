import { writeFile } from 'node:fs/promises';
import { bridgeOpenApi } from './openapi.ts';

/** Where the published document stands. */
export const openApiFile = new URL('../../../docs/bridge-v1.openapi.json', import.meta.url);

export function openApiText(): string {
  return `${JSON.stringify(bridgeOpenApi(), null, 2)}\n`;
}

if (import.meta.filename === process.argv[1]) await writeFile(openApiFile, openApiText());
