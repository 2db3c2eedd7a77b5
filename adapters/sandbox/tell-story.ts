import type { Json, JsonObject } from '../../src/shared/json.ts';
import type { RecordKeeper } from './emulator.ts';
import type { Story } from './stories/story.ts';

/** What came of a story: the ids are made up by the emulators. */
export interface ToldStory {
  readonly projects: readonly { readonly id: string; readonly live: boolean }[];
}

/** Enters the records of a story one after the other, as people would. */
export async function tellStory(
  story: Story,
  keepers: { readonly [system in 'procore' | 'sage']: RecordKeeper },
): Promise<ToldStory> {
  const told = new Map<string, JsonObject>();
  const projects: { id: string; live: boolean }[] = [];

  for (const { in: system, collection, body, as, live = false } of story.records) {
    const record = await keepers[system].create(collection, withNames(body, told) as JsonObject);
    if (as !== undefined) told.set(as, record);
    if (collection === 'projects') projects.push({ id: String(record['id']), live });
  }
  return { projects };
}

/** Puts the fields of earlier records in place of their names. */
function withNames(value: Json, told: ReadonlyMap<string, JsonObject>): Json {
  if (typeof value === 'string') {
    const [, name = '', field = ''] = /^\$(\w+)\.(\w+)$/.exec(value) ?? [];
    if (name === '') return value;
    const found = told.get(name)?.[field];
    if (found === undefined) throw new Error(`the story names ${value}, which was not told before`);
    return found;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withNames(item, told));
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, member]) => [key, withNames(member, told)]));
}
