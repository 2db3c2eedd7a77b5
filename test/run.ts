import { checks, runChecks } from './checks.ts';

/**
 * `npm test` runs every check; a group (`lint`, `types`, `layers`, `tests`) runs alone, and what follows `tests` goes to
 * vitest: `npm test -- tests test/store`.
 */
const [group, ...rest] = process.argv.slice(2);
const wanted = checks
  .filter((check) => group === undefined || check.group === group)
  .map((check) => (group === 'tests' ? { ...check, command: [...check.command, ...rest] as const } : check));

if (wanted.length === 0) {
  const groups = [...new Set(checks.map((check) => check.group))].join(', ');
  process.stderr.write(`There is no check called "${group ?? ''}"; there are: ${groups}.\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await runChecks(wanted, (line) => process.stdout.write(`${line}\n`));
}
