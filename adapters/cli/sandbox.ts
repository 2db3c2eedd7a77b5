import { startSandbox } from '../sandbox/sandbox.ts';
import { complain, say } from './say.ts';
import { untilTold } from './until-told.ts';

export interface SandboxChoices {
  readonly port: number;
  readonly bot: string;
  readonly story?: string;
  readonly slack: boolean;
  readonly teams: boolean;
  readonly slackSocket: boolean;
}

/** `countersign sandbox`: plays Procore, the Sage bridge, Slack and Microsoft Teams until it is told to stop. */
export async function sandbox({ port, bot, story, slack, teams, slackSocket }: SandboxChoices): Promise<number> {
  const started = await startSandbox({
    port,
    botUrl: bot,
    slack,
    teams,
    slackSocket,
    ...(story === undefined ? {} : { story }),
  });
  if (!started.ok) {
    complain(`The sandbox cannot listen on port ${port} (${started.failure.code}). Choose another with --port.`);
    return 1;
  }
  say(`The sandbox listens on ${started.value.url}; it looks for the bot at ${bot}.`);
  await untilTold();
  await started.value.stop();
  return 0;
}
