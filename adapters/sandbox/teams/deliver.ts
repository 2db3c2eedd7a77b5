import type { JsonObject } from '../../../src/shared/json.ts';
import type { FaultPlace } from '../emulator.ts';
import type { Delivery } from '../traffic.ts';
import type { TeamsEmulatorOptions } from './teams-context.ts';

export interface RawActivity {
  readonly body: string;
  /** In place of those that Teams would send. */
  readonly headers?: { readonly [name: string]: string };
}

export interface Deliver {
  /** Sends what a person did, with scripted trouble. */
  send(activity: JsonObject): Promise<Delivery>;
  /** Exactly this. */
  sendRaw(raw: RawActivity): Promise<Delivery>;
}

/** How long an answer is waited for. Microsoft names five seconds for some invokes; the rest of them shows what came of it. */
const patienceMs = 4_000;
const lateByMs = 500;
const tooLate: Delivery = { delivered: false, status: 0, ms: patienceMs, body: '', unreachable: false };

/** Activities go to the bot without a token: with one there would have to be an identity provider too. */
export function createDeliver({ clock, faults, botUrl }: TeamsEmulatorOptions): Deliver {
  const sendRaw = async ({ body, headers = { 'content-type': 'application/json; charset=utf-8' } }: RawActivity) => {
    const started = Date.now();
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const response = await fetch(`${botUrl()}/api/messages`, { method: 'POST', body, headers, signal });
      const text = await response.text();
      return { delivered: true, status: response.status, ms: Date.now() - started, body: text, unreachable: false };
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      return { delivered: false, status: 0, ms: Date.now() - started, body: '', unreachable: !late };
    }
  };

  return {
    sendRaw,
    async send(activity) {
      const body = JSON.stringify(activity);
      const fault = faults.take('teams.deliveries');
      if (fault === 'lost') return tooLate;
      if (fault === 'late') {
        clock.after(tooLate.ms + lateByMs, () => void sendRaw({ body }));
        return tooLate;
      }
      const delivery = await sendRaw({ body });
      if (fault === 'duplicate') await sendRaw({ body });
      return delivery;
    },
  };
}

export const deliveryFaults: FaultPlace = {
  at: 'teams.deliveries',
  faults: [
    { fault: 'duplicate', says: 'the same activity comes twice' },
    { fault: 'late', says: 'the person sees a time-out; the activity reaches the bot half a second after it' },
    { fault: 'lost', says: 'the person sees a time-out; the activity never reaches the bot' },
  ],
};
