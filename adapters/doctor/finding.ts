import type { words } from './words.ts';

/** What a finding asks for: nothing, a look when there is time, or something to be done before the bot can be relied on. */
export type Severity = 'ok' | 'warning' | 'problem';

type Words = typeof words;
export type Code = keyof Words;

/** Something that was looked at, and what was seen. How it is said stands in `words.ts`. */
export interface Finding {
  readonly severity: Severity;
  readonly code: Code;
  /** Which company it is about, where there are several. */
  readonly company?: string;
  readonly values: readonly unknown[];
}

export function finding<C extends Code>(severity: Severity, code: C, ...values: Parameters<Words[C]>): Finding {
  return { severity, code, values };
}

/** The same findings, about that company. */
export function about(company: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((one) => ({ ...one, company }));
}
