import type { IncomingMessage } from 'node:http';
import { httpProcore, type ProcoreOptions } from '../../adapters/procore/procore.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Procore } from '../../src/ports/procore.ts';
import { instant } from '../../src/shared/dates.ts';
import { listen } from './bench.ts';

/** One answer exactly as it goes over the wire. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ScriptedProcore {
  readonly procore: Procore;
  readonly url: string;
  /** Calls of the REST API, in their order; tokens are not counted. */
  readonly asked: { readonly url: string; readonly authorization: string | undefined; readonly at: number }[];
  readonly tokensGiven: () => number;
  readonly time: { now: number };
}

export const startOfTest = Date.parse('2026-03-02T08:00:00Z');

/** A server that gives these answers one after the other, and a client on it whose sleeps only turn the clock. */
export async function scriptedProcore(
  answers: readonly (ScriptedAnswer | 'silence')[],
  options: Partial<ProcoreOptions> & { readonly token?: () => ScriptedAnswer } = {},
): Promise<ScriptedProcore> {
  const left = [...answers];
  const asked: ScriptedProcore['asked'] = [];
  const time = { now: startOfTest };
  let tokens = 0;

  const usualToken = (): ScriptedAnswer => ({ body: `{"access_token":"token-${tokens}","expires_in":5400}` });
  const next = (request: IncomingMessage): ScriptedAnswer | 'silence' => {
    if (request.url?.endsWith('/oauth/token') === true) {
      tokens += 1;
      return (options.token ?? usualToken)();
    }
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization, at: time.now });
    return left.shift() ?? { status: 599, body: 'the script has no more answers' };
  };

  const url = await listen((request, response) => {
    const answer = next(request);
    if (answer === 'silence') return;
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body ?? '[]');
  });

  const clock: Clock = {
    now: () => instant(time.now),
    async sleep(ms) {
      time.now += ms;
    },
  };
  const procore = httpProcore({
    companyId: '77',
    apiUrl: url,
    loginUrl: url,
    webUrl: 'https://app.procore.com/',
    clientId: 'id',
    clientSecret: 'secret',
    clock,
    callDeadlineMs: 2_000,
    ...options,
  });
  return { procore, url, asked, tokensGiven: () => tokens, time };
}

/** A work order contract as the show call answers it; a test names only what it is about, as it stands in the text. */
export function contractText(
  changes: Readonly<Record<string, string>> = {},
  line: Readonly<Record<string, string>> = {},
): string {
  const written = (fields: Readonly<Record<string, string>>): string =>
    `{${Object.entries(fields)
      .map(([name, text]) => `"${name}":${text}`)
      .join(',')}}`;
  return written({
    id: '9007199254740993',
    number: '"SC-001"',
    title: '"Sitework"',
    status: '"Approved"',
    executed: 'true',
    private: 'false',
    vendor: '{"id":9007199254740995,"company":"Acme","origin_id":"V-1"}',
    grand_total: '"1250.50"',
    retainage_percent: '"10.0"',
    contract_date: '"2026-02-27"',
    origin_id: 'null',
    created_by_id: '9007199254740997',
    created_at: '"2026-02-27T10:00:00Z"',
    updated_at: '"2026-02-28T10:00:00.250Z"',
    line_items: `[${written({
      id: '9007199254740999',
      position: '1',
      description: '"Clearing"',
      amount: '"1250.5"',
      cost_code: '{"full_code":"2010.000"}',
      wbs_code: '{"flat_code":"2010.000.S"}',
      line_item_type: '{"code":"S"}',
      tax_code_id: 'null',
      ...line,
    })}]`,
    ...changes,
  });
}
