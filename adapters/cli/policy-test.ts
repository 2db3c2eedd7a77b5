import { workflows } from '../../src/workflows/registry.ts';
import { tryPolicy } from '../../src/people/policy-trial.ts';
import { typedAmount } from '../../src/chat/command.ts';
import { trialParagraphs } from '../../src/chat/words/policy-words.ts';
import { readConfiguration } from '../config/configuration.ts';
import { problemText } from '../config/problem.ts';
import type { Variables } from '../config/variables.ts';
import { complain, say } from './say.ts';

export interface PolicyTestChoices {
  readonly variables: Variables;
  readonly amount: string;
  readonly job: string;
}

/** `countersign policy test`: who would have to approve. 0 when somebody can, 1 when nobody could, 2 when it cannot be told. */
export function policyTest({ variables, amount, job }: PolicyTestChoices): number {
  const cents = typedAmount(amount);
  if (cents === undefined) {
    complain('The amount is in dollars, such as 50000.00.');
    return 2;
  }
  const read = readConfiguration(variables);
  if (!read.ok) {
    complain(
      `The configuration cannot be used.\n${read.failure.map((problem) => `  ${problemText(problem)}`).join('\n')}`,
    );
    return 2;
  }
  const { policy, people } = read.value;
  const trials = tryPolicy(policy, people, { kinds: [...workflows.keys()], job, amount: cents });
  say(trialParagraphs(trials, cents, job).join('\n'));
  return trials.some(({ seats }) => seats.ok) ? 0 : 1;
}
