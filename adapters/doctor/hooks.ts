import { z } from 'zod';
import { workflows } from '../../src/workflows/registry.ts';
import { wantedTriggers } from '../procore/hooks.ts';
import { Id } from '../procore/values.ts';
import { webhooksPath } from '../procore/webhook-route.ts';
import { finding, type Finding } from './finding.ts';
import type { ProcoreCalls } from './procore-calls.ts';

const Hooks = z.array(z.object({ id: Id, destination_url: z.string() }));
const Triggers = z.array(z.object({ resource_name: z.string(), event_type: z.string() }));

/** What the bot reads, and so wants to hear of. */
const wanted = wantedTriggers(new Set(workflows.keys())).map(({ resource, event }) => `${resource} ${event}`);

/** Whether Procore calls the bot when something changes. Polling finds it all the same, later. */
export async function hookFindings(calls: ProcoreCalls, company: string): Promise<readonly Finding[]> {
  const told = await calls.get('/rest/v1.0/webhooks/hooks', { company_id: company });
  const hooks = told.ok ? Hooks.safeParse(told.value).data : undefined;
  if (hooks === undefined)
    return [finding('warning', 'procore.hooks_unread', told.ok ? 'not in the documented form' : told.failure.word)];
  const ours = hooks.filter(({ destination_url: url }) => url.replace(/[?#].*$/, '').endsWith(webhooksPath));
  if (ours.length === 0) return [finding('warning', 'procore.no_hook')];

  const findings: Finding[] = [];
  for (const { id, destination_url: url } of ours) {
    const listed = await calls.get(`/rest/v1.0/webhooks/hooks/${id}/triggers`, { company_id: company });
    const triggers = listed.ok ? Triggers.safeParse(listed.value).data : undefined;
    const heard = triggers?.map((trigger) => `${trigger.resource_name} ${trigger.event_type.toLowerCase()}`) ?? [];
    const missing = wanted.filter((one) => !heard.includes(one));
    findings.push(
      missing.length === 0
        ? finding('ok', 'procore.hook', url)
        : finding('warning', 'procore.hook_lacks_triggers', url, missing.join(', ')),
    );
  }
  return findings;
}
