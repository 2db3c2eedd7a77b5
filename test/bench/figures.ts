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

/**
 * How long a piece of work that takes a few milliseconds took at worst beyond its median: what the machine itself keeps
 * waiting, which no figure of a stall can fall below.
 */
export function hiccup(): number {
  const took: number[] = [];
  // what the loop makes of it is used, so that the loop is not left out
  let sink = 0;
  for (let time = 0; time < 600; time += 1) {
    const start = performance.now();
    for (let step = 0; step < 2_000_000; step += 1) sink = (sink + step) % 1_000_003;
    took.push(performance.now() - start);
  }
  return Math.max(...took.slice(100)) - median(took) + Math.min(sink, 0);
}

/** One line for a goal: what was measured, what is wanted, and whether it is met. */
export function goal(name: string, measured: number, atMost: number, unit = ''): string {
  const met = measured <= atMost ? 'met' : 'MISSED';
  return `${name}: ${measured.toFixed(2)}${unit} (goal: at most ${atMost}${unit}) ${met}`;
}
