import type { ClientBase } from 'pg';
import type { OpenFailure } from './open-failure.ts';

type Unsuitable = Extract<OpenFailure, { readonly kind: 'unsuitable' }>;

const oldestVersion = 130_000;

/** Each setting that could lose or change what was acknowledged. The first that is wrong, if any. */
export async function unsuitableSetting(client: ClientBase): Promise<Unsuitable | undefined> {
  const { rows } = await client.query<{ version: string; encoding: string; fsync: string; commits: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
            current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`,
  );
  const { version = '0', encoding = '', fsync = '', commits = '' } = rows[0] ?? {};
  const wrong = (setting: string, value: string, needed: string): Unsuitable => {
    return { kind: 'unsuitable', setting, value, needed };
  };
  if (Number(version) < oldestVersion) return wrong('server_version_num', version, `${oldestVersion} or higher`);
  if (encoding !== 'UTF8') return wrong('server_encoding', encoding, 'UTF8');
  if (fsync !== 'on') return wrong('fsync', fsync, 'on');
  if (commits === 'off') return wrong('synchronous_commit', commits, 'on');
  return undefined;
}
