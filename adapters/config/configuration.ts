import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { People } from '../../src/people/people.ts';
import type { Policy } from '../../src/people/policy.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { Channel, Company, Timing } from '../../src/transfers/settings.ts';
import { type CompanyAccess, readCompanyAccess } from './company-access.ts';
import type { CompanyOfFile } from './company-schema.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { Problem } from './problem.ts';
import { type ReadConfigFile, readConfigFile } from './read-config-file.ts';
import type { SlackLimits } from './slack-schema.ts';
import { type VariableReader, variableReader, type Variables } from './variables.ts';

/** Everything that was configured: by the host's environment and by the file of what people decide. */
export interface Configuration {
  readonly environment: Environment;
  readonly configPath: string;
  readonly companies: readonly ConfiguredCompany[];
  readonly people: People;
  readonly policy: Policy;
  readonly channels: readonly Channel[];
  readonly timing: Timing;
  readonly slackLimits: SlackLimits;
  /** What is allowed but probably not meant. */
  readonly warnings: readonly Problem[];
}

export interface ConfiguredCompany extends CompanyAccess {
  readonly company: Company;
}

const FileVariables = z.object({ COUNTERSIGN_CONFIG: z.string().default('./countersign.config.json') });

/** Reads the environment and the file it names. Every problem of both is reported together, and never a value. */
export function readConfiguration(variables: Variables): Result<Configuration, readonly Problem[]> {
  const reader = variableReader(variables);
  const environment = readEnvironment(reader);
  const configPath = reader.read(FileVariables)?.COUNTERSIGN_CONFIG;
  const read = configPath === undefined ? fail([]) : readFile(configPath);
  const companies = read.ok ? read.value.file.companies.map((company) => withAccess(company, reader)) : [];

  const problems = [...reader.problems, ...(read.ok ? [] : read.failure)];
  if (problems.length > 0 || environment === undefined || configPath === undefined || !read.ok) return fail(problems);
  const { people, policy, channels, timing, slack } = read.value.file;
  return ok({
    environment,
    configPath,
    companies: companies.filter((company) => company !== undefined),
    people,
    policy,
    channels,
    timing,
    slackLimits: slack,
    warnings: [...read.value.warnings, ...chatWarnings(environment)],
  });
}

function withAccess({ company, secretsFrom }: CompanyOfFile, reader: VariableReader): ConfiguredCompany | undefined {
  const access = readCompanyAccess(reader, secretsFrom);
  return access === undefined ? undefined : { company, ...access };
}

function readFile(path: string): Result<ReadConfigFile, readonly Problem[]> {
  try {
    return readConfigFile(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    const says = code === 'ENOENT' ? 'names a file that does not exist' : `names a file that cannot be read (${code})`;
    return fail([{ where: 'COUNTERSIGN_CONFIG', says }]);
  }
}

function chatWarnings({ slack, teams }: Environment): readonly Problem[] {
  if (slack !== undefined || teams !== undefined) return [];
  return [{ where: 'SLACK_BOT_TOKEN', says: 'is not set, and TEAMS_APP_ID is not either: no card can be posted' }];
}
