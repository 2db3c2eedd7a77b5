#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { checkConfig, printConfigSchema } from './cli/config.ts';

/** Chat and sandbox libraries take a second to load: each command loads what it needs. */
function program(): Command {
  const countersign = new Command('countersign')
    .description('Approve Procore records in chat and post each of them to Sage 100 Contractor exactly once.')
    .showHelpAfterError();

  countersign
    .command('start')
    .description('run the bot with the environment and the configuration file')
    .action(async () => end(await (await import('./cli/start.ts')).start(process.env)));

  countersign
    .command('demo')
    .description('run the bot against emulators of Procore, Sage and Slack on this machine')
    .option('--tour', 'play one whole story unattended, check each step, and exit')
    .option('--port <port>', 'where the demo listens', port, 4010)
    .action(async (options: { tour?: true; port: number }) => {
      const { demo } = await import('./cli/demo.ts');
      end(await demo({ port: options.port, withTour: options.tour === true }));
    });

  countersign
    .command('sandbox')
    .description('run the emulators alone')
    .option('--port <port>', 'where the sandbox listens', port, 4010)
    .option('--bot <url>', 'where the bot listens', 'http://127.0.0.1:3000')
    .option('--story <name>', 'what stands in the emulated systems at first')
    .option('--no-slack', 'leave Slack to another server')
    .option('--no-teams', 'leave Teams to another server')
    .action(async (options: { port: number; bot: string; story?: string; slack: boolean }) => {
      const { sandbox } = await import('./cli/sandbox.ts');
      end(await sandbox(options));
    });

  const config = countersign.command('config').description('the configuration file');
  config
    .command('schema')
    .description('print the JSON Schema of the configuration file')
    .action(() => end(printConfigSchema()));
  config
    .command('check')
    .description('say what is wrong with the environment and the configuration file')
    .action(() => end(checkConfig(process.env)));
  return countersign;
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return number;
}

function end(code: number): void {
  process.exitCode = code;
}

await program().parseAsync();
