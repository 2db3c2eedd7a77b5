/**
 * A module for a process to load first: on SIGUSR2 it says the longest stall of the event loop since the last one on
 * its output, and watches anew. `stallsOf` reads that.
 */
export function stallProbe(): URL {
  const text = `
    import { monitorEventLoopDelay } from 'node:perf_hooks';
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    process.on('SIGUSR2', () => {
      console.log('longest stall ' + delay.max / 1e6 + ' ms');
      delay.reset();
    });
  `;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** Milliseconds, one for each time the process was asked. */
export function stallsOf(said: string): readonly number[] {
  return [...said.matchAll(/^longest stall ([\d.]+) ms$/gm)].map(([, ms]) => Number(ms));
}
