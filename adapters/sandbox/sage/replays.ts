import { createHash } from 'node:crypto';
import { signatureWindowMs } from '../../sage/protocol/signature.ts';
import { refusal, type Answer } from './answer.ts';

/** Request ids that were seen, with what was answered first. */
export interface Replays {
  once(requestId: string, content: string | Uint8Array, work: () => Promise<Answer>): Promise<Answer>;
  clear(): void;
}

export function createReplays(now: () => number): Replays {
  const seen = new Map<string, { readonly at: number; readonly content: string; readonly first: Promise<Answer> }>();

  return {
    once(requestId, content, work) {
      // older signatures than these are refused by their timestamp
      for (const [id, { at }] of seen) {
        if (now() - at <= 2 * signatureWindowMs) break;
        seen.delete(id);
      }
      const hash = createHash('sha256').update(content).digest('hex');
      const before = seen.get(requestId);
      if (before === undefined) {
        const first = work();
        seen.set(requestId, { at: now(), content: hash, first });
        return first;
      }
      if (before.content === hash) return before.first;
      return Promise.resolve(refusal(409, 'replayed_id', 'This request id came before with another content.'));
    },
    clear: () => seen.clear(),
  };
}
