import type { Sage } from '../../src/ports/sage.ts';
import type { Band, Policy, PolicyRule } from '../../src/people/policy.ts';
import type { People } from '../../src/people/people.ts';
import { seated } from '../../src/people/seating.ts';
import { kindNames } from '../../src/chat/words/terms.ts';
import { usd } from '../../src/chat/usd.ts';
import type { Kind } from '../../src/shared/kinds.ts';
import type { Channel } from '../../src/transfers/settings.ts';
import { finding, type Finding } from './finding.ts';

export interface Asking {
  readonly policy: Policy;
  readonly people: People;
  readonly channels: readonly Channel[];
  /** The kinds that this version offers. */
  readonly offered: readonly Kind[];
}

/** Whom each rule asks and where its cards go, for each of its bands. */
export function ruleFindings({ policy, people, channels, offered }: Asking): readonly Finding[] {
  return policy.rules.flatMap((rule, index) => {
    const kinds = rule.kinds === '*' ? offered : rule.kinds;
    const missing = kinds.filter((kind) => !offered.includes(kind)).map((kind) => `${kindNames[kind]}s`);
    const places = channels.filter((channel) => overlaps(channel.jobs, rule.jobs) && overlaps(channel.kinds, kinds));
    const names = [...new Set(places.map(({ name, platform }) => `#${name} (${platform})`))];
    return [
      ...rule.bands.map((band) => bandFinding(`${ruleName(rule, index)}, ${bandName(band)}`, band, people, names)),
      ...(missing.length === 0 ? [] : [finding('warning', 'policy.not_built', ruleName(rule, index), missing)]),
    ];
  });
}

function bandFinding(name: string, { seats }: Band, people: People, places: readonly string[]): Finding {
  const may = people.all.filter(({ role }) => seats.some(({ roles }) => roles.includes(role)));
  if (seats.length === 0 || may.length === 0) return finding('problem', 'policy.nobody', name);
  const sitters = may.map(({ id, role }) => ({ person: id, role }));
  const filled = seated(seats, sitters).filter((seat) => seat !== undefined).length;
  if (filled < seats.length) return finding('problem', 'policy.not_enough', name, seats.length, may.length);
  const asked = may.map((person) => person.name);
  return finding(places.length === 0 ? 'warning' : 'ok', 'policy.rule', name, places, asked);
}

function ruleName({ kinds, jobs }: PolicyRule, index: number): string {
  const what = kinds === '*' ? 'every kind' : kinds.map((kind) => `${kindNames[kind]}s`).join(', ');
  return `Rule ${index + 1} (${what}, ${jobs === '*' ? 'every job' : `job ${jobs.join(', ')}`})`;
}

function bandName({ from, below }: Band): string {
  if (below === undefined) return from === 0 ? 'any amount' : `from ${usd(from)}`;
  return from === 0 ? `below ${usd(below)}` : `from ${usd(from)} to below ${usd(below)}`;
}

function overlaps<T>(one: readonly T[] | '*', other: readonly T[] | '*'): boolean {
  return one === '*' || other === '*' || one.some((item) => other.includes(item));
}

/** Live jobs that no rule or no channel names, by their number in Sage. */
export function liveJobFindings({ policy, channels }: Asking, jobs: readonly string[]): readonly Finding[] {
  const named = (list: readonly { readonly jobs: readonly string[] | '*' }[], job: string): boolean =>
    list.some((one) => one.jobs === '*' || one.jobs.includes(job));
  return [
    ...jobs.filter((job) => !named(policy.rules, job)).map((job) => finding('problem', 'policy.no_rule_for_job', job)),
    ...jobs.filter((job) => !named(channels, job)).map((job) => finding('problem', 'policy.no_channel_for_job', job)),
  ];
}

/** A job number that stands in the file, and where. */
export interface NamedJob {
  readonly job: string;
  readonly where: string;
}

/** Jobs that rules and channels name, and that none of the companies has in Sage. */
export async function namedJobFindings(named: readonly NamedJob[], sages: readonly Pick<Sage, 'job'>[]) {
  const findings: Finding[] = [];
  for (const { job, where } of named) {
    const answers = await Promise.all(sages.map((sage) => sage.job(job)));
    if (answers.some((answer) => answer.ok && answer.value !== undefined)) continue;
    if (answers.every((answer) => answer.ok)) findings.push(finding('problem', 'policy.unknown_job', where, job));
    else return [...findings, finding('warning', 'policy.jobs_unchecked')];
  }
  return findings;
}
