import type { Store } from '../../src/ports/store.ts';
import { instant } from '../../src/shared/dates.ts';
import type { RateMemory } from './rate-gate.ts';

/** Keeps in the store until when a company's rate limit is used up, so that a restart does not forget it. */
export function storedRate(store: Pick<Store, 'get' | 'commit'>, companyId: string): RateMemory {
  const row = { collection: 'watermarks', id: `${companyId}/rate` } as const;
  return {
    async load() {
      const until = (await store.get(row.collection, row.id))?.value['until'];
      return typeof until === 'number' ? instant(until) : undefined;
    },
    async save(until) {
      await store.commit({ put: [{ ...row, value: { until } }] });
    },
  };
}
