import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';

// below what Linux, Windows and macOS hand out by themselves: another connection takes none of these before it is used
const first = 15_000;
const last = 32_000;
const tries = 20;

/** A port of this machine that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  for (let left = tries; left > 0; left -= 1) {
    const port = await bound(randomInt(first, last)).catch(() => undefined);
    if (port !== undefined) return port;
  }
  return bound(0);
}

/** Listens there for a moment; 0 is wherever the system likes. */
function bound(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
