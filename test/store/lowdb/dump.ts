import type { DumpLine, Store } from '../../../src/ports/store.ts';

export async function dump(store: Store): Promise<readonly DumpLine[]> {
  const lines: DumpLine[] = [];
  for await (const line of store.exportAll()) lines.push(line);
  return lines;
}
