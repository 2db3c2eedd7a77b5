import { got, RequestError } from 'got';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { directly, type Outgoing } from '../system/outgoing.ts';

export interface Asked {
  readonly status: number;
  readonly text: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** How far the other clock is ahead of ours, in milliseconds; it tells full seconds only. */
  readonly skewMs: number | undefined;
}

export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly headers?: { readonly [name: string]: string };
  readonly form?: { readonly [name: string]: string };
}

/** No answer came; `code` is the system's word for why, such as `ECONNREFUSED`. */
export interface NoAnswer {
  readonly code: string;
}

export type Ask = (url: string, question?: Question) => Promise<Result<Asked, NoAnswer>>;

const deadlineMs = 10_000;

/** Asks once. A question of the doctor changes nothing, except where it is told to post a test card. */
export function asker(now: () => number, outgoing: Outgoing = directly): Ask {
  return async (url, { method = 'GET', headers = {}, form } = {}) => {
    const asked = now();
    const agent = outgoing.agents(url);
    try {
      const answer = await got(url, {
        method,
        headers: { accept: 'application/json', ...headers },
        ...(form === undefined ? {} : { form }),
        ...(agent === undefined ? {} : { agent }),
        throwHttpErrors: false,
        // a redirect would carry a token to another host
        followRedirect: false,
        retry: { limit: 0 },
        timeout: { request: deadlineMs },
      });
      const told = Date.parse(answer.headers.date ?? '');
      // the header is cut to the second, so that half a second is the best guess of what it left out
      const skewMs = Number.isNaN(told) ? undefined : told + 500 - (asked + now()) / 2;
      return ok({ status: answer.statusCode, text: answer.body, headers: answer.headers, skewMs });
    } catch (error) {
      if (error instanceof RequestError) return fail({ code: error.code });
      throw error;
    }
  };
}

/** The body as JSON, `undefined` when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
