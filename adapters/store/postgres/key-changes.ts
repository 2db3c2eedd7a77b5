import type { ClientBase } from 'pg';
import type { Changes } from './changes.ts';

/** Takes the keys that may be used once; answers the first that is taken already or asked for twice. */
export async function takeKeys(client: ClientBase, keys: Changes['keys'], now: number): Promise<string | undefined> {
  if (keys.length === 0) return undefined;
  const untils = new Map(keys.map(({ key, until }) => [key, until ?? null]));
  // sorted, so that no two commits wait for each other
  const sorted = [...untils.keys()].sort();
  const { rows } = await client.query<{ key: string }>({
    name: 'take-keys',
    text: `insert into unique_keys as k (key, until)
           select key, until from unnest($1::text[], $2::double precision[]) with ordinality given (key, until, place)
            order by place
           on conflict (key) do update set until = excluded.until where k.until <= $3
           returning key`,
    values: [sorted, sorted.map((key) => untils.get(key)), now],
  });
  const free = new Set(rows.map(({ key }) => key));
  return keys.find(({ key }) => !free.delete(key))?.key;
}
