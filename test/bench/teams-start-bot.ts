import { runBot } from '../../adapters/cli/run-bot.ts';

/** The whole bot; tells how many megabytes it holds once it serves. */
const { TEAMS_TENANT_ID: _none, ...variables } = process.env;
const bot = await runBot(variables);
if (!bot.ok) throw new Error(bot.failure.join('\n'));
process.send?.(process.memoryUsage().rss / 1024 ** 2);
