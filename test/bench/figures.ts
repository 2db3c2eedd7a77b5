import { loadavg } from 'node:os';

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** What the figures were taken on; a busy machine makes them worse, ratios less so. */
export function circumstances(): string {
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
  return `Node ${process.version}, load ${load}`;
}

/** One line for a goal: what was measured, what is wanted, and whether it is met. */
export function goal(name: string, measured: number, atMost: number, unit = ''): string {
  const met = measured <= atMost ? 'met' : 'MISSED';
  return `${name}: ${measured.toFixed(2)}${unit} (goal: at most ${atMost}${unit}) ${met}`;
}
