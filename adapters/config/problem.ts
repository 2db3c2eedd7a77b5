import type { z } from 'zod';

/** Something that is wrong with the configuration. It names the place and never shows what stands there. */
export interface Problem {
  /** A variable, or a place in the file such as `people[1].slack`. */
  readonly where: string;
  /** The line in the configuration file, where it is about the file. */
  readonly line?: number;
  readonly says: string;
}

export type Path = readonly PropertyKey[];

export function problemText({ where, line, says }: Problem): string {
  const place = [line === undefined ? '' : `line ${line}`, where].filter((part) => part !== '').join(', ');
  return `${place}: ${says}`;
}

/** A path as people write it: `companies[0].jobs[2].procore`. */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** What a schema found, without any value: zod's own sentences name types, lengths and what is allowed. */
export function saysOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `no such setting: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is missing';
  return issue.message;
}
