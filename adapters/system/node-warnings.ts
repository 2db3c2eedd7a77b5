import type { Log } from '../../src/ports/log.ts';

/**
 * What Node warns of (a thread that ended, a listener too many, an interface that goes away) comes as a line of the log in
 * place of Node's own text, until the answer is called.
 */
export function logNodeWarnings(log: Log): () => void {
  const before = process.listeners('warning');
  const tell = ({ name, message }: Error): void => log.warn('process.warning', { name, says: message });
  process.removeAllListeners('warning');
  process.on('warning', tell);
  return () => {
    process.off('warning', tell);
    for (const listener of before) process.on('warning', listener);
  };
}
