import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { instanceOf, type Instance } from '../../adapters/cli/instance.ts';
import { thisProcess } from '../../adapters/store/disk/owner.ts';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'countersign-instance-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

function onDatabase(port: string): Instance {
  const instance = instanceOf({ DATA_DIR: join(folder, 'data'), DATABASE_URL: 'postgres://x', PORT: port });
  if (!instance.ok) throw new Error(instance.failure);
  return instance.value;
}

it('finds a bot on a database by its port, and no longer when it has left', async () => {
  const instance = onDatabase('3001');
  const before = await instance.owner();
  const leave = await instance.announce();
  const running = await onDatabase('3001').owner();
  const neighbour = await onDatabase('3002').owner();
  await leave();

  expect(before).toBeUndefined();
  expect(running?.pid).toBe(process.pid);
  expect(neighbour).toBeUndefined();
  expect(await instance.owner()).toBeUndefined();
});

it('takes a bot that ended without a word for gone', async () => {
  await onDatabase('3001').announce();
  const dead = { ...(await thisProcess()), pid: 2 ** 22 - 3, started: '1' };
  await writeFile(join(folder, 'data', 'instance-3001.json'), JSON.stringify(dead));
  const ended = await onDatabase('3001').owner();
  await writeFile(join(folder, 'data', 'instance-3001.json'), 'half of a');

  expect(ended).toBeUndefined();
  expect(await onDatabase('3001').owner()).toBeUndefined();
});

it('hears a request that names this process', async () => {
  const instance = onDatabase('3001');
  const leave = await instance.announce();
  const asked = vi.fn();
  const deaf = instance.onAsked(asked);
  await instance.ask(await thisProcess());
  await vi.waitFor(() => expect(asked).toHaveBeenCalled(), 5_000);
  deaf();
  await leave();
});
