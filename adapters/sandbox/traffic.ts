import type { RequestHandler } from 'express';

/** The bot's calls, so that one can wait until there are no more. */
export interface Traffic {
  /** The address of the emulator as the bot called it last; the first one before any call. */
  origin: string;
  inFlight: number;
  lastAt: number;
}

/** What came of handing a request to the bot. */
export interface Delivery {
  /** The bot answered, whatever it answered, while the chat waited. */
  readonly delivered: boolean;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly ms: number;
  readonly body: string;
  /** Nobody answered, as against answering too late. */
  readonly unreachable: boolean;
}

const quietMs = 150;
const mostWaitMs = 2_000;
const mostAllMs = 4_700;

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

/** Does something and, where the bot heard of it, waits until the bot has nothing more to say. */
export async function heardOut<T extends { readonly delivery: Delivery }>(
  traffic: Traffic,
  act: () => Promise<T>,
): Promise<T> {
  const started = Date.now();
  const done = await act();
  if (done.delivery.delivered) await quiet(traffic, Math.min(Date.now() + mostWaitMs, started + mostAllMs));
  return done;
}

/** Until the bot has made no call for a moment, or that point in time has come. */
async function quiet(traffic: Traffic, until: number): Promise<void> {
  const since = Date.now();
  const isQuiet = (): boolean => traffic.inFlight === 0 && Date.now() - Math.max(since, traffic.lastAt) >= quietMs;
  while (!isQuiet() && Date.now() < until) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
