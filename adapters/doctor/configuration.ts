import type { Configuration } from '../config/configuration.ts';
import { problemText, type Problem } from '../config/problem.ts';
import { finding, type Finding } from './finding.ts';

export function invalidFindings(problems: readonly Problem[]): readonly Finding[] {
  return problems.map((problem) => finding('problem', 'configuration.invalid', problemText(problem)));
}

export function configurationFindings(configuration: Configuration): readonly Finding[] {
  const { companies, people, channels, policy, warnings } = configuration;
  const live = companies.some(({ company }) => company.liveProjects.size > 0);
  return [
    finding('ok', 'configuration.good', companies.length, people.all.length, channels.length, policy.rules.length),
    ...warnings.map((warning) => finding('warning', 'configuration.doubtful', problemText(warning))),
    ...(live ? [] : [finding('warning', 'configuration.no_live_job')]),
  ];
}
