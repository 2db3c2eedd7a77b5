import { z } from 'zod';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import type { Kind } from '../../src/shared/kinds.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { exactInteger } from './exact-json.ts';
import { readAs } from './read-as.ts';
import { readOne } from './reading.ts';
import { Id } from './values.ts';
import { webhookResources } from './webhook-resources.ts';

// Source: Procore REST reference, "Webhooks Hooks", "Webhooks Triggers" and "Webhooks Resources", v1.0.

const hooksPath = '/rest/v1.0/webhooks/hooks';
const namespace = 'countersign';
const events = ['create', 'update', 'delete'] as const;

export interface Trigger {
  readonly resource: string;
  readonly event: (typeof events)[number];
}

/** The hook that there should be. */
export interface HookWish {
  readonly companyId: string;
  /** Any project that the account may see: the names of resources are asked for there. */
  readonly project: string;
  /** Such as `https://bot.example.com/procore/webhooks`. */
  readonly url: string;
  readonly secret: string;
  readonly triggers: readonly Trigger[];
}

/** What stands, held against the wish. */
export interface HookState {
  readonly hook: string | undefined;
  /** The secret's end is all that Procore shows of it. */
  readonly carriesSecret: boolean;
  readonly missing: readonly Trigger[];
  /** Wanted, and not among the names that Procore has for this account: only the polls find those changes. */
  readonly unknown: readonly Trigger[];
}

const Hook = z.object({
  id: Id,
  destination_url: z.string(),
  destination_headers: z.object({ Authorization: z.string().nullish() }).nullish(),
});
const Triggers = z.array(z.object({ resource_name: z.string(), event_type: z.string() }));
const Resources = z.array(z.object({ tools: z.string().nullish(), except: z.array(z.string()).nullish() }));

/** Every event of everything that these workflows read, as far as webhooks have a name for it. */
export function wantedTriggers(kinds: ReadonlySet<Kind>): readonly Trigger[] {
  return webhookResources
    .filter(({ kind }) => kinds.has(kind))
    .flatMap(({ name }) => events.map((event) => ({ resource: name, event })));
}

/** Reads what is registered; changes nothing. */
export async function checkHooks(makeCall: MakeCall, wish: HookWish): Promise<Result<HookState, ProcoreFailure>> {
  const company = ['company_id', wish.companyId] as const;
  const usable = await usableTriggers(makeCall, wish);
  if (!usable.ok) return usable;
  const unknown = wish.triggers.filter((trigger) => !usable.value.includes(trigger));

  const hooks = await readOne(makeCall, { method: 'GET', path: hooksPath, query: [company] }, z.array(Hook));
  if (!hooks.ok) return hooks;
  const hook = hooks.value.find(({ destination_url: url }) => url === wish.url);
  if (hook === undefined) return ok({ hook: undefined, carriesSecret: false, missing: usable.value, unknown });

  const path = `${hooksPath}/${hook.id}/triggers`;
  const listed = await readOne(makeCall, { method: 'GET', path, query: [company] }, Triggers);
  if (!listed.ok) return listed;
  const has = ({ resource, event }: Trigger): boolean =>
    listed.value.some((one) => one.resource_name === resource && one.event_type.toLowerCase() === event);
  const shown = hook.destination_headers?.Authorization ?? '';
  return ok({
    hook: hook.id,
    carriesSecret: shown.slice(-5) === wish.secret.slice(-5),
    missing: usable.value.filter((trigger) => !has(trigger)),
    unknown,
  });
}

/** Makes what is missing and nothing twice; a secret that was replaced is given to the hook. Answers what stood before. */
export async function registerHooks(makeCall: MakeCall, wish: HookWish): Promise<Result<HookState, ProcoreFailure>> {
  const before = await checkHooks(makeCall, wish);
  if (!before.ok) return before;
  const { hook: known, carriesSecret, missing } = before.value;
  const hook = known === undefined || !carriesSecret ? await putHook(makeCall, wish, known) : ok(known);
  if (!hook.ok) return hook;
  for (const { resource, event } of missing) {
    const body = {
      company_id: exactInteger(wish.companyId),
      api_version: 'v2',
      trigger: { resource_name: resource, event_type: event },
    };
    const made = await makeCall({ method: 'POST', path: `${hooksPath}/${hook.value}/triggers`, body });
    if (!made.ok) return made;
  }
  return before;
}

async function putHook(
  makeCall: MakeCall,
  { companyId, url, secret }: HookWish,
  known: string | undefined,
): Promise<Result<string, ProcoreFailure>> {
  const settings = {
    api_version: 'v2',
    namespace,
    destination_url: url,
    destination_headers: { Authorization: secret },
  };
  const answer = await makeCall({
    method: known === undefined ? 'POST' : 'PATCH',
    path: known === undefined ? hooksPath : `${hooksPath}/${known}`,
    body: { company_id: exactInteger(companyId), hook: settings },
  });
  if (!answer.ok) return answer;
  const made = readAs(z.object({ id: Id }), answer.value.body);
  return made.ok ? ok(made.value.id) : fail(made.failure);
}

async function usableTriggers(
  makeCall: MakeCall,
  { project, triggers }: HookWish,
): Promise<Result<readonly Trigger[], ProcoreFailure>> {
  const query = [['project_id', project]] as const;
  const read = await readOne(makeCall, { method: 'GET', path: '/rest/v1.0/webhooks/resources', query }, Resources);
  if (!read.ok) return read;
  return ok(
    triggers.filter(({ resource, event }) => {
      const found = read.value.find(({ tools }) => tools === resource);
      return found !== undefined && found.except?.some((except) => except.toLowerCase() === event) !== true;
    }),
  );
}
