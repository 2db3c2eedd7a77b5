import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import type { ConfiguredCompany } from '../config/configuration.ts';
import { ProjectWire } from '../procore/schema.ts';
import { Id, TextOrNothing } from '../procore/values.ts';
import type { Ask } from './ask.ts';
import type { Skew } from './clocks.ts';
import { finding, type Finding } from './finding.ts';
import { hookFindings } from './hooks.ts';
import { procoreCalls, type ProcoreCalls } from './procore-calls.ts';

const Companies = z.array(z.object({ id: Id, name: TextOrNothing }));
/** `friendly_name` is what people see; which names Procore gives its tools is not published. */
const Permissions = z.object({
  tools: z.array(
    z.object({
      name: TextOrNothing,
      friendly_name: TextOrNothing,
      available_for_user: z.boolean().nullish(),
      user_access_level: z.object({ name: TextOrNothing }).nullish(),
    }),
  ),
});

/** Below that many calls the bot may have to wait. */
const fewCalls = 10;

/** Procore as the service account sees it: the company, each live project, the hooks, and what is left of the limit. */
export async function procoreFindings(configured: ConfiguredCompany, ask: Ask, clock: Clock) {
  const calls = procoreCalls(configured, ask, clock);
  /** Numbers in Sage of the jobs that are live, as far as Procore tells them. */
  const jobs: string[] = [];
  const findings = await look(configured, calls, jobs);
  const skew: Skew = { system: 'Procore', skewMs: calls.last()?.skewMs };
  return { skew, jobs, findings: [...findings, ...limitFindings(calls)] };
}

async function look(
  { company, procore }: ConfiguredCompany,
  calls: ProcoreCalls,
  jobs: string[],
): Promise<readonly Finding[]> {
  const signedIn = await calls.signIn();
  if (!signedIn.ok) {
    return signedIn.failure.kind === 'denied'
      ? [finding('problem', 'procore.credentials_refused')]
      : [finding('problem', 'procore.no_answer', signedIn.failure.kind)];
  }
  const companies = await calls.get('/rest/v1.0/companies', {});
  if (!companies.ok) return [finding('problem', 'procore.no_answer', companies.failure.word)];
  const seen = Companies.safeParse(companies.value).data?.find(({ id }) => id === String(company.id));
  if (seen === undefined) return [finding('problem', 'procore.no_company', company.id)];

  const projects: Finding[] = [];
  for (const project of company.liveProjects)
    projects.push(...(await projectFindings(calls, company.id, project, jobs)));
  const hooks =
    procore.webhookSecret === undefined
      ? [finding('warning', 'procore.no_webhook_secret')]
      : await hookFindings(calls, company.id);
  const good = company.liveProjects.size;
  return [
    finding('ok', 'procore.signed_in'),
    finding('ok', 'procore.company', seen.name ?? seen.id),
    ...(projects.length === 0 && good > 0 ? [finding('ok', 'procore.projects_good', good)] : projects),
    ...hooks,
  ];
}

/** What stands in the way of one live project; empty when nothing does. */
async function projectFindings(
  calls: ProcoreCalls,
  company: string,
  id: string,
  jobs: string[],
): Promise<readonly Finding[]> {
  const told = await calls.get(`/rest/v1.0/projects/${encodeURIComponent(id)}`, { company_id: company });
  if (!told.ok) {
    if (told.failure.status === 403) return [finding('problem', 'procore.project_not_permitted', id)];
    if (told.failure.status === 404) return [finding('problem', 'procore.no_project', id)];
    return [finding('warning', 'procore.project_unread', id, told.failure.word)];
  }
  const project = ProjectWire.safeParse(told.value);
  if (!project.success) return [finding('warning', 'procore.project_unread', id, 'not in the documented form')];
  const { name, number, originId, erpIntegrated } = project.data;
  if (originId !== undefined) jobs.push(originId);
  const called = [number, name].filter((part) => part !== '').join(' ') || id;
  return [
    ...(erpIntegrated === true ? [finding('problem', 'procore.erp_integrated', called)] : []),
    ...(originId === undefined ? [finding('warning', 'procore.project_unlinked', called)] : []),
    ...(await permissionFindings(calls, id, called)),
  ];
}

async function permissionFindings(calls: ProcoreCalls, project: string, called: string): Promise<readonly Finding[]> {
  const told = await calls.get('/rest/v1.0/settings/permissions', { project_id: project });
  if (!told.ok) return [finding('warning', 'procore.project_unread', called, told.failure.word)];
  const read = Permissions.safeParse(told.value);
  const tool = read.data?.tools.find((one) => /commitment/i.test(`${one.name ?? ''} ${one.friendly_name ?? ''}`));
  if (tool === undefined || tool.available_for_user === false)
    return [finding('problem', 'procore.no_commitments', called)];
  const level = tool.user_access_level?.name ?? 'unknown';
  if (/admin/i.test(level)) return [];
  return /none|read/i.test(level)
    ? [finding('problem', 'procore.commitments_read_only', called, level)]
    : [finding('warning', 'procore.commitments_standard', called, level)];
}

function limitFindings(calls: ProcoreCalls): readonly Finding[] {
  const headers = calls.last()?.headers;
  const [left, limit] = ['x-rate-limit-remaining', 'x-rate-limit-limit'].map((name) => Number(headers?.[name] ?? NaN));
  if (left === undefined || limit === undefined || Number.isNaN(left + limit)) return [];
  return [
    finding(
      left < fewCalls ? 'warning' : 'ok',
      left < fewCalls ? 'procore.few_calls_left' : 'procore.calls_left',
      left,
      limit,
    ),
  ];
}
