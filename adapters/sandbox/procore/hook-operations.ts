import { webhookResources, type Change } from './change.ts';
import { inner, permittedProject, sameCompany, type Context } from './context.ts';
import type { Delivery } from './delivery-queue.ts';
import { payloadVersion, type Hook, type Trigger } from './hooks.ts';
import { deliveryShown, hookShown, triggerShown } from './hook-answers.ts';
import { listed, shown, type Operation } from './operation.ts';
import { nestedError } from './refusal.ts';
import type { WireObject } from './wire.ts';

const hooksPath = '/rest/v1.0/webhooks/hooks';
const scope = ['company_id', 'project_id'] as const;
const hookKeys = [
  ...scope,
  'hook',
  'hook.api_version',
  'hook.namespace',
  'hook.destination_url',
  'hook.destination_headers',
  'hook.destination_headers.Authorization',
];

/** Hooks, triggers and deliveries in v1.0. Errors of these calls are `{error: {code, message}}`. */
export function hookOperations(context: Context): readonly Operation[] {
  const { deliveries, clock, company } = context;

  const projectOf = (given: { company: unknown; project: unknown }): string | undefined => {
    if (given.project !== undefined && given.project !== null) return permittedProject(context, given.project).id;
    sameCompany(context, given.company);
    return undefined;
  };
  const fromQuery = (query: URLSearchParams) =>
    projectOf({ company: query.get('company_id'), project: query.get('project_id') });
  const fromBody = (body: WireObject) => projectOf({ company: body['company_id'], project: body['project_id'] });

  return [
    {
      method: 'GET',
      path: '/rest/v1.0/webhooks/resources',
      query: ['project_id'],
      answer: () => listed(webhookResources.map((name) => ({ api_version: 'v2', tools: name, except: [] }))),
    },
    {
      method: 'GET',
      path: hooksPath,
      query: [...scope, 'namespace', 'api_version'],
      answer({ query }) {
        const project = fromQuery(query);
        const hooks = [...deliveries.hooks.values()].filter((hook) => hook.project === project);
        return listed(hooks.map((hook) => hookShown(company, hook)));
      },
    },
    {
      method: 'POST',
      path: hooksPath,
      body: hookKeys,
      answer({ body }) {
        const project = fromBody(body);
        const now = clock.now();
        const settings = hookSettings(inner(body, 'hook'));
        const hook = {
          id: context.books().ids.wide(),
          project,
          createdAt: now,
          updatedAt: now,
          triggers: [],
          ...settings,
        };
        deliveries.hooks.set(hook.id, hook);
        return shown(hookShown(company, hook), 201);
      },
    },
    {
      method: 'PATCH',
      path: `${hooksPath}/{id}`,
      body: hookKeys,
      answer({ params, body }) {
        fromBody(body);
        const hook = namedHook(context, params['id']);
        const given = inner(body, 'hook');
        const settings = hookSettings({
          api_version: hook.payload,
          namespace: hook.namespace,
          destination_url: hook.url,
          ...given,
        });
        hook.payload = settings.payload;
        hook.url = settings.url;
        if (settings.authorization !== undefined) hook.authorization = settings.authorization;
        hook.updatedAt = clock.now();
        return shown(hookShown(company, hook));
      },
    },
    {
      method: 'DELETE',
      path: `${hooksPath}/{id}`,
      query: scope,
      answer({ params, query }) {
        fromQuery(query);
        deliveries.forget(namedHook(context, params['id']).id);
        return shown({});
      },
    },
    {
      method: 'GET',
      path: `${hooksPath}/{hook_id}/triggers`,
      query: scope,
      answer({ params, query }) {
        fromQuery(query);
        const hook = namedHook(context, params['hook_id']);
        return listed(hook.triggers.map((trigger) => triggerShown(company, hook, trigger)));
      },
    },
    {
      method: 'POST',
      path: `${hooksPath}/{hook_id}/triggers`,
      body: [...scope, 'api_version', 'trigger', 'trigger.resource_name', 'trigger.event_type'],
      answer({ params, body }) {
        fromBody(body);
        const hook = namedHook(context, params['hook_id']);
        const given = inner(body, 'trigger');
        const trigger = addTrigger(context, hook, given['resource_name'], given['event_type']);
        return shown(triggerShown(company, hook, trigger), 201);
      },
    },
    {
      method: 'DELETE',
      path: `${hooksPath}/{hook_id}/triggers/{id}`,
      query: scope,
      answer({ params, query }) {
        fromQuery(query);
        const hook = namedHook(context, params['hook_id']);
        hook.triggers = hook.triggers.filter(({ id }) => id !== params['id']);
        return shown({});
      },
    },
    {
      method: 'GET',
      path: `${hooksPath}/{hook_id}/deliveries`,
      query: [...scope, 'page_size', 'page_start', 'filters[status]'],
      answer({ params, query }) {
        fromQuery(query);
        const hook = namedHook(context, params['hook_id']);
        const found = deliveries.of(hook.id).filter((delivery) => hasStatus(query.get('filters[status]'), delivery));
        const start = found.findIndex(({ event }) => event.id === query.get('page_start')) + 1;
        const size = Number(query.get('page_size') ?? 100);
        return listed(found.slice(start, start + size).map(deliveryShown));
      },
    },
  ];
}

export function namedHook(context: Context, id: string | undefined): Hook {
  const hook = context.deliveries.hooks.get(String(id));
  if (hook === undefined) throw nestedError(404, 'NOT_FOUND', 'Hook was not found');
  return hook;
}

export function addTrigger(context: Context, hook: Hook, resource: unknown, eventType: unknown): Trigger {
  const name = webhookResources.find((known) => known === resource);
  const events: readonly Change['event'][] = ['create', 'update', 'delete'];
  const event = events.find((known) => known === String(eventType).toLowerCase());
  if (name === undefined) throw nestedError(400, 'BAD_REQUEST', `"${String(resource)}" is not a resource of webhooks`);
  if (event === undefined) throw nestedError(400, 'BAD_REQUEST', 'event_type is create, update or delete');
  const trigger = { id: context.books().ids.wide(), resource: name, event };
  hook.triggers = [...hook.triggers, trigger];
  return trigger;
}

export function hookSettings(given: WireObject): Pick<Hook, 'payload' | 'namespace' | 'url' | 'authorization'> {
  const payload = payloadVersion(given['api_version'] ?? given['payload_version']);
  const { namespace, destination_url: url } = given;
  const { Authorization: authorization } = inner(given, 'destination_headers');
  if (payload === undefined) throw nestedError(400, 'BAD_REQUEST', 'the payload version is not known');
  if (typeof namespace !== 'string' || !/^[a-z0-9-]+$/.test(namespace)) {
    throw nestedError(400, 'BAD_REQUEST', 'namespace has lower case letters, digits and dashes only');
  }
  if (typeof url !== 'string' || !URL.canParse(url))
    throw nestedError(400, 'BAD_REQUEST', 'destination_url is not a URL');
  return { payload, namespace, url, authorization: typeof authorization === 'string' ? authorization : undefined };
}

function hasStatus(wanted: string | null, { outcome }: Delivery): boolean {
  if (wanted === null || wanted === 'any') return true;
  if (wanted === 'successful') return outcome === 'ok' || outcome === 'retried';
  return wanted === 'discarded' ? outcome === 'discarded' : outcome === 'failed';
}
