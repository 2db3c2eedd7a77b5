/**
 * A module for a process to load first: on SIGUSR2 it begins to watch the event loop anew, and at its end it says the
 * longest stall since then on its output. `stallOf` reads that.
 */
export function stallProbe(): URL {
  const text = `
    import { monitorEventLoopDelay } from 'node:perf_hooks';
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    process.on('SIGUSR2', () => delay.reset());
    process.on('exit', () => console.log('longest stall ' + delay.max / 1e6 + ' ms'));
  `;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** Milliseconds. */
export function stallOf(said: string): number {
  const [, text] = /^longest stall ([\d.]+) ms$/m.exec(said) ?? [];
  if (text === undefined) throw new Error(`the process did not say how long its stalls were: ${said}`);
  return Number(text);
}
