import { sameCompany, type Context } from './context.ts';
import { addTrigger, hookSettings, namedHook } from './hook-operations.ts';
import { masked, type Hook, type Trigger } from './hooks.ts';
import { pagingKeys, shown, type Operation, type OperationCall } from './operation.ts';
import { isoMoment, type WireObject } from './wire.ts';

const hooksPath = '/rest/v2.0/companies/{company_id}/webhooks/hooks';

/** Hooks and triggers of a company in v2.0: ids are text, and every answer stands under `data`. */
export function hookV2Operations(context: Context): readonly Operation[] {
  const { deliveries, clock, company } = context;
  const checkCompany = ({ params }: OperationCall): void => sameCompany(context, params['company_id']);

  const hookShown = (hook: Hook): WireObject => ({
    id: hook.id,
    status: 'active',
    payload_version: hook.payload === 'v4.0' ? hook.payload : `${hook.payload}.0`,
    namespace: hook.namespace,
    destination_headers: hook.authorization === undefined ? {} : { Authorization: masked(hook.authorization) },
    destination_url: hook.url,
    trigger_count: hook.triggers.length,
    company_id: company.id,
    project_id: hook.project ?? null,
    created_at: isoMoment(hook.createdAt),
    updated_at: isoMoment(hook.updatedAt),
  });

  const triggerShown = (hook: Hook, { id, resource, event }: Trigger): WireObject => ({
    id,
    webhook_hook_id: hook.id,
    resource_name: resource,
    event_type: event,
    company_id: company.id,
    project_id: hook.project ?? null,
  });

  return [
    {
      method: 'GET',
      path: hooksPath,
      query: [...pagingKeys, 'namespace'],
      answer(call) {
        checkCompany(call);
        const hooks = [...deliveries.hooks.values()].filter(({ project }) => project === undefined);
        return { kind: 'list', items: hooks.map(hookShown), wrapped: true };
      },
    },
    {
      method: 'POST',
      path: hooksPath,
      body: [
        'payload_version',
        'namespace',
        'destination_url',
        'destination_headers',
        'destination_headers.Authorization',
      ],
      answer(call) {
        checkCompany(call);
        const now = clock.now();
        const made = {
          id: context.books().ids.wide(),
          project: undefined,
          createdAt: now,
          updatedAt: now,
          triggers: [],
        };
        const hook = { ...made, ...hookSettings(call.body) };
        deliveries.hooks.set(hook.id, hook);
        return shown({ data: hookShown(hook) }, 201);
      },
    },
    {
      method: 'GET',
      path: `${hooksPath}/{hook_id}/triggers`,
      query: pagingKeys,
      answer(call) {
        checkCompany(call);
        const hook = namedHook(context, call.params['hook_id']);
        return { kind: 'list', items: hook.triggers.map((trigger) => triggerShown(hook, trigger)), wrapped: true };
      },
    },
    {
      method: 'POST',
      path: `${hooksPath}/{hook_id}/triggers`,
      body: ['resource_name', 'event_type'],
      answer(call) {
        checkCompany(call);
        const hook = namedHook(context, call.params['hook_id']);
        const trigger = addTrigger(context, hook, call.body['resource_name'], call.body['event_type']);
        return shown({ data: triggerShown(hook, trigger) }, 201);
      },
    },
  ];
}
