import { words } from './words.ts';

/** What the control interface refuses, in its own words. */
export class CallError extends Error {}

/** What one person sees of what he did in a chat. */
export interface Seen {
  readonly delivered: boolean;
  readonly status: number;
  /** New messages; what the platform says itself has no place in the world. */
  readonly seen: readonly { readonly text?: string; readonly ts?: string; readonly activityId?: string }[];
  readonly errors?: { readonly [field: string]: string };
}

type Method = 'POST' | 'PATCH' | 'DELETE';

/** A call of the control interface: the page does nothing to the world that a script could not do. */
export function control(method: Method, path: string, body: unknown = {}): Promise<unknown> {
  return call(method, `/_control/${path}`, body);
}

/** Begins the story again with a bot that remembers nothing; that takes some seconds. */
export function startAfresh(): Promise<unknown> {
  return call('POST', '/_page/start-afresh', {});
}

async function call(method: Method, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new CallError(words.sandboxGone);
  });
  const answer = (await response.json().catch(() => ({}))) as { readonly error?: { readonly message?: string } };
  if (!response.ok) throw new CallError(answer.error?.message ?? words.sandboxFailed(response.status));
  return answer;
}

export async function chatControl(path: string, body: unknown): Promise<Seen> {
  return (await control('POST', path, body)) as Seen;
}

/** What the platform itself told the person, where the bot did not answer as it must. */
export function platformSays({ seen }: Seen): string | undefined {
  return seen.find(({ ts, activityId }) => ts === '' || activityId === '')?.text;
}
