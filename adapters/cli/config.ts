import { configJsonSchema } from '../config/file-schema.ts';
import { readConfiguration } from '../config/configuration.ts';
import { problemText } from '../config/problem.ts';
import { complain, say } from './say.ts';

/** `countersign config schema`: what `countersign.config.json` may hold, for editors. */
export function printConfigSchema(): number {
  say(JSON.stringify(configJsonSchema(), null, 2));
  return 0;
}

/** `countersign config check`: says everything that is wrong, with the line, and no value. */
export function checkConfig(variables: NodeJS.ProcessEnv): number {
  const read = readConfiguration(variables);
  if (!read.ok) {
    complain(
      `The bot would not start with this configuration:\n${read.failure.map((problem) => `  ${problemText(problem)}`).join('\n')}`,
    );
    return 1;
  }
  const { companies, people, warnings } = read.value;
  say(`The configuration is good: ${companies.length} companies, ${people.all.length} people.`);
  for (const warning of warnings) say(`  Mind: ${problemText(warning)}`);
  return 0;
}
