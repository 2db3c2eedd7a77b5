import { readFileSync } from 'node:fs';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { workflows } from '../../src/workflows/registry.ts';
import type { Configuration, ConfiguredCompany } from '../config/configuration.ts';
import { jsonLines } from '../config/json-lines.ts';
import { pathText, type Path } from '../config/problem.ts';
import { httpSage } from '../sage/http-sage.ts';
import { createOutgoing } from '../system/outgoing.ts';
import { systemChance } from '../system/system-chance.ts';
import { asker, type Ask } from './ask.ts';
import { bridgeFindings } from './bridge.ts';
import { clockFindings, type Skew } from './clocks.ts';
import { configurationFindings } from './configuration.ts';
import { about, finding, type Finding } from './finding.ts';
import { liveJobFindings, namedJobFindings, ruleFindings, type NamedJob } from './policy.ts';
import { procoreFindings } from './procore.ts';
import { servingFindings } from './serving.ts';
import { slackFindings } from './slack.ts';
import { storeFindings } from './store.ts';
import { noTeamsFindings, teamsFindings } from './teams.ts';

export interface Examination {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly log: Log;
  /** Posts a card in every channel that says it is a test. */
  readonly testCard: boolean;
  readonly publicUrl?: string;
}

/** Looks at everything that the bot depends on. Nothing is changed anywhere, but for the test cards that were asked for. */
export async function examine(examination: Examination): Promise<readonly Finding[]> {
  const { configuration, clock, log, testCard, publicUrl } = examination;
  const { environment, companies, people, policy, channels } = configuration;
  const outgoing = createOutgoing(environment.proxy);
  const ask = asker(clock.now, outgoing);
  const sages = companies.map((configured) => sageOf(configured, examination));
  const offered = [...workflows.keys()];
  const asking = { policy, people, channels, offered };

  const inSlack = channels.filter(({ platform }) => platform === 'slack');
  const slack =
    environment.slack === undefined
      ? undefined
      : slackFindings({
          ask,
          sleep: clock.sleep,
          access: environment.slack,
          channels: inSlack,
          people: people.all,
          testCard,
        });
  const inTeams = channels.filter(({ platform }) => platform === 'teams');
  const teams =
    environment.teams === undefined
      ? noTeamsFindings(inTeams)
      : teamsFindings({
          ...{ outgoing, clock, testCard },
          access: environment.teams,
          channels: inTeams,
          people: people.all,
        });
  const serving = servingFindings(ask, `http://${environment.host}:${environment.port}`, publicUrl);
  const store = storeFindings({ environment, clock, log });
  const procores = companies.map((configured) => procoreFindings(configured, ask, clock));
  const bridges = companies.map(async ({ company, bridge }, index) => {
    const sage = sages[index];
    return {
      findings: sage === undefined ? [] : await bridgeFindings(sage, company.settings),
      skew: { system: 'the bridge', skewMs: await skewOf(ask, bridge.url) },
    };
  });
  const [fromSlack, fromProcore, fromBridges, named] = await Promise.all([
    slack,
    Promise.all(procores),
    Promise.all(bridges),
    namedJobFindings(namedJobs(configuration), sages),
  ]);
  const skews: readonly Skew[] = [...(fromSlack === undefined ? [] : [fromSlack]), ...fromProcore, ...fromBridges].map(
    ({ skew }) => skew,
  );

  return [
    ...configurationFindings(configuration),
    ...clockFindings(skews),
    ...(await store),
    ...(await serving),
    ...(fromSlack?.findings ?? [finding('warning', 'slack.not_configured')]),
    ...(await teams),
    ...[fromProcore, fromBridges].flatMap((told) =>
      told.flatMap(({ findings }, index) => aboutCompany(companies, index, findings)),
    ),
    ...ruleFindings(asking),
    ...liveJobFindings(
      asking,
      fromProcore.flatMap(({ jobs }) => jobs),
    ),
    ...named,
  ];
}

/** A single company need not be named in every line. */
function aboutCompany(companies: readonly ConfiguredCompany[], index: number, findings: readonly Finding[]) {
  return companies.length === 1 ? findings : about(companies[index]?.company.name ?? '', findings);
}

function sageOf({ company, bridge }: ConfiguredCompany, { clock, configuration }: Examination) {
  const { callDeadlineMs } = configuration.timing;
  const outgoing = createOutgoing(configuration.environment.proxy);
  return httpSage({ ...bridge, company: company.sageCompany, chance: systemChance, clock, callDeadlineMs, outgoing });
}

async function skewOf(ask: Ask, url: string): Promise<number | undefined> {
  const answer = await ask(url);
  return answer.ok ? answer.value.skewMs : undefined;
}

/** Every job number that a rule or a channel names, with its place in the file. */
function namedJobs({ policy, channels, configPath }: Configuration): readonly NamedJob[] {
  const lines = jsonLines(readFileSync(configPath, 'utf8').replace(/^\ufeff/, ''));
  const placed = (path: Path, jobs: readonly string[] | '*'): readonly NamedJob[] =>
    jobs === '*'
      ? []
      : jobs.map((job, index) => {
          const at = [...path, 'jobs', index];
          return { job, where: `line ${lines.lineOf(at)}, ${pathText(at)}` };
        });
  return [
    ...policy.rules.flatMap(({ jobs }, index) => placed(['policy', 'rules', index], jobs)),
    ...channels.flatMap(({ jobs }, index) => placed(['channels', index], jobs)),
  ];
}
