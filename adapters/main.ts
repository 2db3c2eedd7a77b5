#!/usr/bin/env node
import type { SandboxChoices } from './cli/sandbox.ts';
import { Command, InvalidArgumentError, Option } from 'commander';
import { checkConfig, printConfigSchema } from './cli/config.ts';
import type { TeamsManifestOptions } from './cli/manifest.ts';
import { addOperating } from './cli/operating-commands.ts';

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
    .description('run the bot against emulators of Procore, Sage, Slack and Teams on this machine')
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
    .option('--slack-socket', 'Slack reaches the bot over a socket (Socket Mode)', false)
    .option('--no-slack', 'leave Slack to another server')
    .option('--no-teams', 'leave Teams to another server')
    .action(async (options: SandboxChoices) => {
      const { sandbox } = await import('./cli/sandbox.ts');
      end(await sandbox(options));
    });

  addOperating(countersign, end);
  addManifest(countersign);
  addAudit(countersign);
  addBackup(countersign);

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

function addManifest(countersign: Command): void {
  const manifest = countersign.command('manifest').description('what a chat makes the app from');
  manifest
    .command('slack')
    .description('print the manifest of the Slack app')
    .option('--url <url>', 'where Slack reaches the bot, such as https://countersign.example.com')
    .option('--socket', 'for Socket Mode, in which Slack calls no address', false)
    .action(async (options: { url?: string; socket: boolean }) => {
      const { manifestSlack } = await import('./cli/manifest.ts');
      end(manifestSlack(options));
    });
  manifest
    .command('teams')
    .description('print the manifest of the Teams app, or pack it with its icons')
    .option('--url <url>', 'where Teams reaches the bot, such as https://countersign.example.com')
    .option('--app-id <guid>', 'the Microsoft App ID of the Azure Bot')
    .option('--out <file>', 'write the package for Teams, such as countersign-teams.zip')
    .option('--website <url>', 'your page about the bot, which Teams shows; without it a placeholder')
    .option('--privacy <url>', 'your privacy notice; without it a placeholder')
    .option('--terms <url>', 'your terms of use; without them a placeholder')
    .action(async (options: TeamsManifestOptions) => {
      const { manifestTeams } = await import('./cli/manifest.ts');
      end(manifestTeams(options));
    });
}

/** A backup of files may be restored into a database, and the other way round. */
function addBackup(countersign: Command): void {
  const parts = async () => {
    const { systemClock } = await import('./system/system-clock.ts');
    const { pinoLog } = await import('./system/pino-log.ts');
    return { variables: process.env, clock: systemClock(new AbortController().signal), log: pinoLog('warn') };
  };
  countersign
    .command('backup')
    .description('save the store that the environment names, while the bot runs or not')
    .argument('<folder>', 'an empty folder, or one that is not there yet')
    .action(async (to: string) => {
      const { backup } = await import('./cli/backup.ts');
      end(await backup({ ...(await parts()), to }));
    });
  countersign
    .command('restore')
    .description('fill the empty store that the environment names; every open transfer then starts with a look-up')
    .argument('<folder>', 'what `backup` made of a data folder or of a database')
    .action(async (from: string) => {
      const { restore } = await import('./cli/restore.ts');
      end(await restore({ ...(await parts()), from }));
    });
}

/** Reads only the store, whether the bot runs or not. */
function addAudit(countersign: Command): void {
  const audit = countersign.command('audit').description('the ledger of what was decided and done');
  audit
    .command('verify')
    .description('0 when the ledger is whole, 1 when it is broken, 2 when it cannot be read')
    .option('--head <n:hash>', 'an entry that was noted elsewhere; only that shows a cut end')
    .action(async ({ head }: { head?: string }) => {
      const { auditVerify } = await import('./cli/audit-verify.ts');
      end(await auditVerify({ variables: process.env, ...(head === undefined ? {} : { head }) }));
    });
  audit
    .command('export')
    .description('print every entry, oldest first')
    .addOption(
      new Option('--format <format>', 'JSON lines, or CSV for a spreadsheet').choices(['json', 'csv']).default('json'),
    )
    .action(async ({ format }: { format: 'json' | 'csv' }) => {
      const { auditExport } = await import('./cli/audit-export.ts');
      end(await auditExport({ variables: process.env, format }));
    });
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
