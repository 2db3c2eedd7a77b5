import { readConfiguration } from '../config/configuration.ts';
import type { Variables } from '../config/variables.ts';
import { invalidFindings } from '../doctor/configuration.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding, Severity } from '../doctor/finding.ts';
import { words } from '../doctor/words.ts';
import { count, type Wording } from '../doctor/wording.ts';
import { followingClock } from '../system/following-clock.ts';
import { pinoLog } from '../system/pino-log.ts';
import { systemClock } from '../system/system-clock.ts';
import { complain, say } from './say.ts';

export interface DoctorChoices {
  readonly variables: Variables;
  readonly json: boolean;
  readonly testCard: boolean;
  readonly publicUrl?: string;
}

/** `countersign doctor`: 0 when nothing is a problem, 1 when something is, 2 when it could not look. */
export async function doctor(choices: DoctorChoices): Promise<number> {
  const stop = new AbortController();
  try {
    const findings = await diagnose(choices, stop.signal);
    if (choices.json) say(JSON.stringify(findings.map(asJson), null, 2));
    else say(report(findings));
    return findings.some(({ severity }) => severity === 'problem') ? 1 : 0;
  } catch (error) {
    complain(`The doctor could not look at everything (${String(error)}). Nothing was changed. Please report this.`);
    return 2;
  } finally {
    stop.abort();
  }
}

async function diagnose(choices: DoctorChoices, stop: AbortSignal): Promise<readonly Finding[]> {
  const read = readConfiguration(choices.variables);
  if (!read.ok) return invalidFindings(read.failure);
  const { clockUrl } = read.value.environment;
  const clock = clockUrl === undefined ? systemClock(stop) : await followingClock({ url: clockUrl, stop });
  return examine({ configuration: read.value, clock, log: pinoLog('silent'), ...choices });
}

function wordingOf({ code, values }: Finding): Wording {
  return (words[code] as (...values: readonly unknown[]) => Wording)(...values);
}

function asJson(finding: Finding): object {
  const { severity, code, company } = finding;
  return { severity, code, ...(company === undefined ? {} : { company }), ...wordingOf(finding) };
}

const areas = new Map([
  ['configuration', 'Configuration'],
  ['clock', 'Clocks'],
  ['store', 'Store'],
  ['bot', 'Bot'],
  ['slack', 'Slack'],
  ['teams', 'Microsoft Teams'],
  ['procore', 'Procore'],
  ['bridge', 'Sage'],
  ['policy', 'Who is asked'],
]);

function report(findings: readonly Finding[]): string {
  const lines: string[] = [];
  let heading = '';
  for (const finding of findings) {
    const area = areas.get(finding.code.split('.')[0] ?? '') ?? '';
    const here = finding.company === undefined ? area : `${area} (${finding.company})`;
    if (here !== heading) lines.push(...(heading === '' ? [] : ['']), here);
    heading = here;
    const { says, next } = wordingOf(finding);
    lines.push(`  ${finding.severity.padEnd(8)} ${says}`);
    if (next !== undefined) lines.push(`           Next: ${next}`);
  }
  return [...lines, '', summary(findings)].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const number = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length;
  const [problems, warnings] = [number('problem'), number('warning')];
  if (problems + warnings === 0) return 'Nothing stands in the way.';
  return `${capital(count(problems, 'problem'))}, ${count(warnings, 'warning')}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
