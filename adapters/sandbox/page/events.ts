import type { RequestHandler, Response } from 'express';

const lookMs = 150;

/** Pushes what `snapshot` answers to every browser that listens, when it has changed. Nobody listens: nobody looks. */
export function serveEvents(snapshot: () => string): RequestHandler {
  /** What each was told last. */
  const told = new Map<Response, string>();
  let timer: NodeJS.Timeout | undefined;

  const tell = (response: Response, now: string): void => {
    // who reads more slowly than the world changes is told the newest state once there is room
    if (told.get(response) === now || response.writableNeedDrain) return;
    told.set(response, now);
    response.write(`data: ${now}\n\n`);
  };
  const look = (): void => {
    const now = snapshot();
    for (const response of told.keys()) tell(response, now);
  };

  return (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    tell(response, snapshot());
    timer ??= setInterval(look, lookMs).unref();
    request.on('close', () => {
      told.delete(response);
      if (told.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    });
  };
}
