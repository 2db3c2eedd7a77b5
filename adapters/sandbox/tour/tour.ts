import { z } from 'zod';
import { booksAgree, threeInvoices } from './invoice-scenes.ts';
import { createGuide, TourFailed } from './guide.ts';
import { changeOrders, purchaseOrder } from './order-scenes.ts';
import { sandboxClient } from './sandbox-client.ts';
import { answerLost, lineChanged, straightThrough, writtenOtherwise, type Stage } from './scenes.ts';
import { approvedInTeams } from './teams-scenes.ts';

const scenes = [
  straightThrough,
  answerLost,
  lineChanged,
  writtenOtherwise,
  purchaseOrder,
  changeOrders,
  threeInvoices,
  approvedInTeams,
  booksAgree,
];

/** Plays the whole story against a sandbox and the bot wired to it, checks each step, and answers whether all held. */
export async function tour(sandboxUrl: string, print: (line: string) => void): Promise<boolean> {
  const sandbox = sandboxClient(sandboxUrl);
  const guide = createGuide(sandbox, print);
  const stage: Stage = { sandbox, guide, delivered: () => deliveredContracts(sandboxUrl) };
  try {
    for (const scene of scenes) await scene(stage);
  } catch (error) {
    if (!(error instanceof TourFailed)) throw error;
    print(`  ✗ ${error.message}\n\nThe tour stopped: what it promises was not seen.`);
    return false;
  }
  const { sage } = await sandbox.world();
  const approvals = guide.writes();
  print(
    `\nAll ${guide.checks()} checks held. Sage counts ${sage.writes} writes by the bridge for ${approvals} approvals.`,
  );
  return sage.writes === approvals;
}

/** Asks Procore, as its own recovery pages do, which deliveries the bot took. */
async function deliveredContracts(sandboxUrl: string): Promise<ReadonlySet<string>> {
  const { env } = z
    .object({ env: z.record(z.string(), z.string()) })
    .parse(await (await fetch(`${sandboxUrl}/_control/env`)).json());
  const api = env['PROCORE_API_URL'] ?? '';
  const grant = {
    grant_type: 'client_credentials',
    client_id: env['PROCORE_CLIENT_ID'],
    client_secret: env['PROCORE_CLIENT_SECRET'],
  };
  const answer = await fetch(`${api}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(grant),
  });
  const { access_token: token } = z.looseObject({ access_token: z.string() }).parse(await answer.json());
  const companies = await procoreGet(`${api}/rest/v1.0/companies`, token, undefined);
  const company = /"id":\s*(\d+)/.exec(companies)?.[1] ?? '';
  const hooks = await procoreGet(`${api}/rest/v1.0/webhooks/hooks?company_id=${company}`, token, company);
  const hook = /"id":\s*(\d+)/.exec(hooks)?.[1] ?? '';
  const path = `${api}/rest/v1.0/webhooks/hooks/${hook}/deliveries?company_id=${company}&filters[status]=successful`;
  const text = await procoreGet(path, token, company);
  return new Set([...text.matchAll(/"resource_id":\s*"?(\d+)/g)].map(([, id = '']) => id));
}

/** As text: ids do not fit into a double. */
async function procoreGet(url: string, token: string, company: string | undefined): Promise<string> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(company === undefined ? {} : { 'Procore-Company-Id': company }),
  };
  const response = await fetch(url, { headers });
  const text = await response.text();
  if (!response.ok) throw new TourFailed(`Procore answered ${response.status} to ${new URL(url).pathname}: ${text}`);
  return text;
}
