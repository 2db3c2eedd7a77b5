import type { Chat } from '../../src/ports/chat.ts';
import type { Sage } from '../../src/ports/sage.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { Flow } from '../../src/transfers/flow.ts';
import type { Workflow } from '../../src/workflows/workflow.ts';

/** Faults that somebody builds in, so that the test can be tested. */
export const plants = ['no_look_up', 'no_dedupe', 'float_money', 'skipped_prerequisite', 'stale_card'] as const;
export type Plant = (typeof plants)[number];

/** Faults that a Sage which refuses a second number would hide. */
export function repeating(plant: Plant | undefined): boolean {
  return plant === 'no_look_up' || plant === 'no_dedupe';
}

/** A bridge that tells nothing of what an operation came to. */
export function blinded(sage: Sage, plant: Plant | undefined): Sage {
  if (plant !== 'no_look_up') return sage;
  return {
    ...sage,
    async findByNumber(kind, number) {
      // commitments are read under their number by all that builds on them
      const found = await sage.findByNumber(kind, number);
      return found.ok && !kind.startsWith('subcontract') && kind !== 'purchase-orders'
        ? { ok: true, value: [] }
        : found;
    },
    findByOperationKey: async () => ({ ok: true, value: [] }),
    operation: async () => ({ ok: true, value: { kind: 'absent' } }),
    close: async (_key, attempt) => ({ ok: true, value: { kind: 'closed', attempt } }),
  };
}

/** A chat in which cards are posted and never painted anew. */
export function silenced(chat: Chat, plant: Plant | undefined): Chat {
  return plant === 'stale_card' ? { ...chat, update: async () => ({ ok: true, value: undefined }) } : chat;
}

const skipped: ReadonlySet<string> = new Set([
  ...['earlier_invoice', 'books_differ', 'retainage_differs', 'books_differ_on_line'],
]);

/** A workflow into which somebody built a fault. */
export function planted(flow: Workflow, plant: Plant | undefined): Workflow {
  if (plant !== 'float_money' && plant !== 'skipped_prerequisite') return flow;
  const look: Flow['look'] = async (site, ref, known) => {
    const looked = await flow.look(site, ref, known);
    if (looked.kind !== 'ready') return looked;
    if (plant === 'skipped_prerequisite') {
      const checks = looked.offer.checks.filter(({ code }) => !skipped.has(code));
      return { ...looked, offer: { ...looked.offer, checks } };
    }
    return looked.document === undefined ? looked : { ...looked, document: floated(looked.document) };
  };
  return { ...flow, look };
}

/** Dollars as a float, and cut to cents again: 0.29 dollars are 28 cents then. */
function floated(document: JsonObject): JsonObject {
  const lines = document['lines'] as readonly JsonObject[];
  return {
    ...document,
    lines: lines.map((line) => ({ ...line, cents: Math.trunc((Number(line['cents']) / 100) * 100) })),
  };
}
