import type { RequestHandler } from 'express';

/** The bot's calls, so that one can wait until there are no more. */
export interface Traffic {
  /** The address of the emulator as the bot called it last; the first one before any call. */
  origin: string;
  inFlight: number;
  lastAt: number;
}

const quietMs = 150;

export function createTraffic(origin: string): Traffic {
  return { origin, inFlight: 0, lastAt: 0 };
}

/** Counts each call for as long as it lasts, and keeps under which address it came. */
export function counted(traffic: Traffic): RequestHandler {
  return (request, response, next) => {
    traffic.origin = `${request.protocol}://${request.get('host') ?? ''}${request.baseUrl}`;
    traffic.inFlight += 1;
    response.on('close', () => {
      traffic.inFlight -= 1;
      traffic.lastAt = Date.now();
    });
    next();
  };
}

/** Until the bot has made no call for a moment, or that point in time has come. */
export async function quiet(traffic: Traffic, until: number): Promise<void> {
  const since = Date.now();
  const isQuiet = (): boolean => traffic.inFlight === 0 && Date.now() - Math.max(since, traffic.lastAt) >= quietMs;
  while (!isQuiet() && Date.now() < until) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
