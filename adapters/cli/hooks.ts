import type { Result } from '../../src/shared/result.ts';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import { workflows } from '../../src/workflows/registry.ts';
import { readConfiguration, type ConfiguredCompany } from '../config/configuration.ts';
import { problemText } from '../config/problem.ts';
import type { Variables } from '../config/variables.ts';
import { createCalls, type MakeCall } from '../procore/calls.ts';
import { checkHooks, registerHooks, wantedTriggers, type HookState } from '../procore/hooks.ts';
import { createRateGate } from '../procore/rate-gate.ts';
import { createTokenSource } from '../procore/token.ts';
import { webhooksPath } from '../procore/webhook-route.ts';
import { followingClock } from '../system/following-clock.ts';
import { systemClock } from '../system/system-clock.ts';
import { complain, say } from './say.ts';

export interface HooksChoices {
  readonly variables: Variables;
  /** Where Procore reaches the bot, without a path. */
  readonly publicUrl: string;
  readonly register: boolean;
}

/** `countersign hooks`: 0 when the hooks of every company are as they should be, 1 when not, 2 when it could not look. */
export async function hooks({ variables, publicUrl, register }: HooksChoices): Promise<number> {
  const read = readConfiguration(variables);
  if (!read.ok) {
    for (const problem of read.failure) complain(problemText(problem));
    return 2;
  }
  const stop = new AbortController();
  const { clockUrl } = read.value.environment;
  const clock =
    clockUrl === undefined ? systemClock(stop.signal) : await followingClock({ url: clockUrl, stop: stop.signal });
  const codes: number[] = [];
  for (const company of read.value.companies) {
    const makeCall = callsOf(company, clock, read.value.timing.callDeadlineMs);
    codes.push(await oneCompany(company, makeCall, `${publicUrl.replace(/\/+$/, '')}${webhooksPath}`, register));
  }
  stop.abort();
  return Math.max(0, ...codes);
}

async function oneCompany(
  { company, procore }: ConfiguredCompany,
  makeCall: MakeCall,
  url: string,
  register: boolean,
): Promise<number> {
  const [project] = company.liveProjects;
  if (procore.webhookSecret === undefined || project === undefined) {
    complain(
      `${company.name}: set PROCORE_WEBHOOK_SECRET and make a job live first; without them no webhook is of use.`,
    );
    return 2;
  }
  const triggers = wantedTriggers(new Set(workflows.keys()));
  const wish = { companyId: company.id, project, url, secret: procore.webhookSecret, triggers };
  const before = await (register ? registerHooks : checkHooks)(makeCall, wish);
  const after = register && before.ok ? await checkHooks(makeCall, wish) : before;
  if (!after.ok) {
    complain(
      `${company.name}: the hooks could not be ${register ? 'registered' : 'read'}: ${why(after)}. Polling goes on without them.`,
    );
    return 2;
  }
  return report(company.name, url, after.value);
}

function report(name: string, url: string, { hook, carriesSecret, missing, unknown }: HookState): number {
  const list = (triggers: HookState['missing']): string =>
    triggers.map(({ resource, event }) => `${resource} ${event}`).join(', ');
  if (unknown.length > 0) say(`${name}: Procore has no webhook for ${list(unknown)}; polling finds those changes.`);
  if (hook === undefined) say(`${name}: no hook calls ${url}. Run the command with --register.`);
  else if (!carriesSecret) say(`${name}: the hook to ${url} carries another secret. Run the command with --register.`);
  else if (missing.length > 0)
    say(`${name}: the hook to ${url} lacks ${list(missing)}. Run the command with --register.`);
  else say(`${name}: the hook to ${url} is called for everything the bot reads.`);
  return hook !== undefined && carriesSecret && missing.length === 0 ? 0 : 1;
}

function why(failed: Extract<Result<unknown, ProcoreFailure>, { ok: false }>): string {
  const { failure } = failed;
  switch (failure.kind) {
    case 'not_permitted':
      return 'the app needs the permission "Webhooks API", level Standard';
    case 'denied':
      return 'Procore refuses PROCORE_CLIENT_ID or PROCORE_CLIENT_SECRET';
    case 'refused':
      return failure.messages.join(' ');
    case 'unreadable':
      return `the answer is not in the documented form (${failure.field})`;
    case 'unavailable':
      return 'Procore cannot be reached now, or its limit of calls is used up; try again later';
    case 'not_found':
      return 'Procore does not know the company, or has no webhooks for it';
  }
}

function callsOf(
  { company, procore }: ConfiguredCompany,
  clock: Parameters<typeof createTokenSource>[1],
  callDeadlineMs: number,
): MakeCall {
  const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
  return createCalls({
    apiUrl: withoutSlash(procore.apiUrl),
    companyId: company.id,
    tokens: createTokenSource({ ...procore, loginUrl: withoutSlash(procore.loginUrl) }, clock, callDeadlineMs),
    gate: createRateGate({ clock, longestWaitMs: 11_000 }),
    clock,
    callDeadlineMs,
  });
}
