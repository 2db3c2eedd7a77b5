import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { fail, ok, type Result } from '../../src/shared/result.ts';

export interface Listening {
  readonly port: number;
  /** Takes no new request, lets those under way finish, and cuts what is left after the deadline. */
  stop(deadlineMs?: number): Promise<void>;
}

/** The address is taken, not ours or not allowed; `code` is the system's word for it, such as `EADDRINUSE`. */
export interface ListenFailure {
  readonly kind: 'not_listening';
  readonly code: string;
}

/** Longer than a load balancer keeps an idle connection, so that it is never we who cut one just in use. */
const keepAliveMs = 65_000;
const usualPatience: Patience = { requestTimeout: 15_000, headersTimeout: 10_000, connectionsCheckingInterval: 1_000 };
const usualDeadlineMs = 5_000;

/** More than any chat, proxy and monitor together hold; what is above it is not accepted at all. */
const mostConnections = 2_000;

/** How long a client may take to send its headers and its whole request, and how often that is looked at. */
export interface Patience {
  readonly requestTimeout: number;
  readonly headersTimeout: number;
  readonly connectionsCheckingInterval: number;
}

export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** What takes connections over that are to carry something else than HTTP. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Who is slower is answered 408 and cut. */
  readonly patience?: Patience;
}

export async function listen(
  app: RequestListener,
  { port, host, upgrade, patience = usualPatience }: ListenOptions,
): Promise<Result<Listening, ListenFailure>> {
  const server = createServer({ ...patience, keepAliveTimeout: keepAliveMs }, app);
  server.maxConnections = mostConnections;
  if (upgrade !== undefined) server.on('upgrade', upgrade);
  const failure = await new Promise<Error | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
  if (failure !== undefined) {
    return fail({ kind: 'not_listening', code: 'code' in failure ? String(failure.code) : failure.message });
  }

  return ok({
    port: (server.address() as AddressInfo).port,
    async stop(deadlineMs = usualDeadlineMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // a connection that becomes idle after this moment would be kept open for its next request
      const sweep = setInterval(() => server.closeIdleConnections(), 20);
      const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  });
}
