import { operationRequest } from '../../sage/protocol/operations.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { busy, refusal, type Answer } from './answer.ts';
import type { Bridge } from './bridge.ts';
import type { Operations } from './operations.ts';

/** `POST /operations` and what may happen to it on the way there and back. */
export interface Arrivals {
  arrive(body: unknown, fault: string | undefined): Answer;
  /** The request hangs somewhere on the way, and reaches the bridge when nobody waits for its answer any more. */
  arriveLater(body: unknown): void;
  /** Resolves when no request is under way any more. */
  settled(): Promise<void>;
  clear(): void;
}

export interface ArrivalsDeps {
  readonly bridge: Bridge;
  readonly operations: Operations;
  readonly clock: SandboxClock;
  readonly lateCommitMs: number;
}

export function createArrivals({ bridge, operations, clock, lateCommitMs }: ArrivalsDeps): Arrivals {
  const underWay = new Map<Promise<void>, () => void>();

  /** The answer that the bridge gives once Sage has ended. */
  function committed(body: unknown): Answer {
    const answer = bridge.submit(body, 'told');
    operations.finishNow(keyOf(body));
    return answer;
  }

  return {
    arrive(body, fault) {
      switch (fault) {
        case 'noLicence':
          return busy('No licence is free.');
        case 'recordLocked':
          return busy('Melissa has the job open.');
        case 'tooMany':
          return refusal(429, 'too_many', 'Too many calls.');
        case 'dropAfterCommit':
          return committed(body);
        case 'forgets': {
          const answer = committed(body);
          operations.forget(keyOf(body));
          return answer;
        }
        case 'unknown':
          return bridge.submit(body, 'untold');
        case 'unknownUnwritten':
          return bridge.submit(body, 'untold_unwritten');
        default:
          return bridge.submit(body, 'told');
      }
    },
    arriveLater(body) {
      let arrived = (): void => undefined;
      const arrival = new Promise<void>((resolve) => (arrived = resolve));
      const end = (): void => {
        underWay.delete(arrival);
        arrived();
      };
      const cancel = clock.after(lateCommitMs, () => {
        bridge.submit(body, 'told');
        end();
      });
      underWay.set(arrival, () => {
        cancel();
        end();
      });
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay.keys());
    },
    clear() {
      for (const cancel of [...underWay.values()]) cancel();
    },
  };
}

function keyOf(body: unknown): string {
  return operationRequest.safeParse(body).data?.operationKey ?? '';
}
