import type { Command } from 'commander';

/** Adds what an operator asks of an installation; `end` takes the exit code. */
export function addOperating(countersign: Command, end: (code: number) => void): void {
  countersign
    .command('doctor')
    .description('look at everything the bot depends on: 0 without a problem, 1 with one, 2 when it could not look')
    .option('--test-card', 'post a card that says it is a test in every channel')
    .option('--public-url <url>', 'where Slack and Procore reach the bot, to be tried from this machine')
    .option('--json', 'print the findings as JSON')
    .action(async ({ testCard, publicUrl, json }: { testCard?: true; publicUrl?: string; json?: true }) => {
      const { doctor } = await import('./doctor.ts');
      const asked = { variables: process.env, json: json === true, testCard: testCard === true };
      end(await doctor(publicUrl === undefined ? asked : { ...asked, publicUrl }));
    });

  countersign
    .command('hooks')
    .description("see whether Procore's webhooks call the bot for everything it reads, and make what is missing")
    .requiredOption('--public-url <url>', 'where Procore reaches the bot, such as https://bot.example.com')
    .option('--register', 'make the hook and the triggers that are missing, and give the hook the current secret')
    .action(async ({ publicUrl, register }: { publicUrl: string; register?: true }) => {
      const { hooks } = await import('./hooks.ts');
      end(await hooks({ variables: process.env, publicUrl, register: register === true }));
    });

  countersign
    .command('stop')
    .description('ask the bot of this DATA_DIR to stop, and wait until it has ended')
    .action(async () => end(await (await import('./stop.ts')).stop({ variables: process.env })));

  countersign
    .command('policy')
    .description('who may approve what')
    .command('test')
    .description('print who would have to approve an amount, and why; nobody is asked')
    .argument('<amount>', 'in dollars, such as 50000.00')
    .argument('[job]', 'the number of a job')
    .action(async (amount: string, job: string | undefined) => {
      const { policyTest } = await import('./policy-test.ts');
      end(policyTest({ variables: process.env, amount, job: job ?? '' }));
    });
}
