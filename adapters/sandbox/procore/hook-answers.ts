import type { Company } from './company.ts';
import type { Delivery } from './delivery-queue.ts';
import { masked, type Hook, type Trigger } from './hooks.ts';
import { idNumber, isoMoment, type WireObject } from './wire.ts';

/** Hooks, triggers and deliveries as v1.0 answers them. */
export function hookShown(company: Company, hook: Hook): WireObject {
  return {
    id: idNumber(hook.id),
    api_version: hook.payload,
    namespace: hook.namespace,
    destination_url: hook.url,
    destination_headers: hook.authorization === undefined ? {} : { Authorization: masked(hook.authorization) },
    owned_by_company_id: hook.project === undefined ? idNumber(company.id) : null,
    owned_by_project_id: hook.project === undefined ? null : idNumber(hook.project),
    owned_by_user_id: idNumber(company.serviceUserId),
  };
}

export function triggerShown(company: Company, hook: Hook, { id, resource, event }: Trigger): WireObject {
  return {
    id: idNumber(id),
    webhook_hook_id: idNumber(hook.id),
    resource_name: resource,
    resource_id: null,
    event_type: event.toUpperCase(),
    company_id: hook.project === undefined ? idNumber(company.id) : null,
    project_id: hook.project === undefined ? null : idNumber(hook.project),
    user_id: idNumber(company.serviceUserId),
  };
}

export function deliveryShown({ event, payload, outcome, startedAt, completedAt, last }: Delivery): WireObject {
  return {
    event: payload,
    event_id: idNumber(event.id),
    outcome: outcome === 'waiting' ? 'failed' : outcome,
    response_status: last?.status ?? null,
    response_error: last?.error ?? null,
    response_body: null,
    started_at: startedAt === undefined ? null : isoMoment(startedAt),
    completed_at: completedAt === undefined ? null : isoMoment(completedAt),
  };
}
