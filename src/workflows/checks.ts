import { cents, type Cents } from '../shared/money.ts';
import type { Check, CheckCode } from '../transfers/check.ts';
import type { Values } from '../transfers/value.ts';

interface About {
  readonly line?: string;
  readonly cents?: Cents;
  readonly values?: Values;
}

/** A check that does not hold and shows no button. */
export function block(code: CheckCode, about: About = {}): Check {
  return failed('blocks', code, about);
}

/** A check that does not hold and must be ticked. */
export function warn(code: CheckCode, about: About = {}): Check {
  return failed('warns', code, about);
}

export function failed(severity: Check['severity'], code: CheckCode, about: About = {}): Check {
  return { code, severity, line: about.line ?? '', cents: about.cents ?? cents(0), values: about.values ?? {} };
}

/** The severity a setting asks for. */
export function severityOf(setting: 'warn' | 'block'): Check['severity'] {
  return setting === 'block' ? 'blocks' : 'warns';
}
