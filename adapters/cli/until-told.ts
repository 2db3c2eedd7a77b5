/**
 * Resolves at SIGINT or SIGTERM, or when somebody asks in another way. A second signal ends the process at once, as a
 * person who presses twice expects.
 */
export function untilTold(onAsked: (listener: () => void) => unknown = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    onAsked(resolve);
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
