import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { certificate, privateKey } from './self-signed.ts';

/** What a proxy was asked for: where to, and what the asker said of himself. */
export interface Asked {
  readonly place: string;
  readonly authorization: string | undefined;
}

export interface Place {
  readonly port: number;
  close(): Promise<void>;
}

/** A proxy that opens tunnels, whatever host is named, to the port it is given by the one that is named. */
export async function connectProxy(
  portFor: (port: string) => number,
  status = 200,
): Promise<Place & { readonly asked: Asked[]; readonly url: string }> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createHttpServer((_request, response) => void response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const place = request.url ?? '';
    asked.push({ place, authorization: request.headers['proxy-authorization'] });
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const target = connect(portFor(place.split(':').at(-1) ?? ''), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client);
      client.pipe(target);
    });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  const place = await listening(server);
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await place.close();
  };
  return { port: place.port, asked, url: `http://127.0.0.1:${place.port}`, close };
}

export function httpPlace(answer: RequestListener): Promise<Place> {
  return listening(createHttpServer(answer));
}

export function httpsPlace(answer: RequestListener): Promise<Place> {
  return listening(createHttpsServer({ cert: certificate, key: privateKey }, answer));
}

async function listening(server: Server): Promise<Place> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
