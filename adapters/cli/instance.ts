import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { problemText } from '../config/problem.ts';
import { variableReader, type Variables } from '../config/variables.ts';
import { ownerOf } from '../store/disk/lock-folder.ts';
import { lifeOf, thisProcess, type Owner } from '../store/disk/owner.ts';

/** One bot as others on the machine find it: by its data folder, and on a database by its port as well. */
export interface Instance {
  /** Who runs it now, if anybody. */
  owner(): Promise<Owner | undefined>;
  /** Says that this process runs it, until the function that is answered is called. */
  announce(): Promise<() => Promise<void>>;
  /** Asks that process to stop; works where one cannot signal another. */
  ask(owner: Owner): Promise<void>;
  /** Calls back when this process is asked. Answers how to listen no more. */
  onAsked(listener: () => void): () => void;
}

const InstanceVariables = z.object({
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  PORT: z.string().default('3000'),
});

/** How often it is looked whether somebody asks to stop. Notifications of the file system do not reach every folder. */
const lookMs = 500;

/** Fails with what is wrong with the variables. The configuration file is not needed: a bot with a broken one must stop. */
export function instanceOf(variables: Variables): Result<Instance, string> {
  const reader = variableReader(variables);
  const read = reader.read(InstanceVariables);
  if (read === undefined) return fail(reader.problems.map(problemText).join('\n'));
  const { DATA_DIR: folder, DATABASE_URL: database, PORT: port } = read;
  const own = database === undefined ? '' : `-${port.replace(/\D/g, '')}`;
  const request = join(folder, `stop${own}`);
  // the embedded store has a lock that says more; a database has none on this machine
  const register = database === undefined ? undefined : join(folder, `instance${own}.json`);

  return ok({
    owner: () => (register === undefined ? ownerOf(folder) : registered(register)),
    async announce() {
      if (register !== undefined) {
        await mkdir(folder, { recursive: true });
        await writeFile(register, JSON.stringify(await thisProcess()));
      }
      return async () => {
        await rm(request, { force: true });
        if (register !== undefined) await rm(register, { force: true });
      };
    },
    // named, so that what was asked of an earlier process does not stop a later one
    ask: (owner) => writeFile(request, nameOf(owner)),
    onAsked(listener) {
      const look = async (): Promise<void> => {
        const asked = await readFile(request, 'utf8').catch(() => '');
        if (asked !== '' && asked === nameOf(await thisProcess())) listener();
      };
      const timer = setInterval(() => void look(), lookMs).unref();
      return () => clearInterval(timer);
    },
  });
}

function nameOf({ pid, started }: Owner): string {
  return `${pid} ${started ?? ''}`;
}

const Registered = z.object({
  pid: z.int(),
  boot: z.string(),
  started: z.string().optional(),
  space: z.string().optional(),
});

async function registered(path: string): Promise<Owner | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const read = Registered.safeParse(jsonOf(text));
  if (!read.success) return undefined;
  const { pid, boot, started, space } = read.data;
  const owner = { pid, boot, ...(started === undefined ? {} : { started }), ...(space === undefined ? {} : { space }) };
  return (await lifeOf(owner, await thisProcess())) === 'dead' ? undefined : owner;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
