/** Resolves at SIGINT or SIGTERM. A second one ends the process at once, as a person who presses twice expects. */
export function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
