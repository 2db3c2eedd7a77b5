import { placeIn } from '../state/page.ts';

/** Lists of numbers under names, each in an order of its own. Most hold one number, which then is all that is kept. */
export interface NumberLists {
  list(name: string, key: string): readonly number[];
  add(name: string, key: string, number: number): void;
  /** Takes out one number that has the same place in the order. */
  remove(name: string, key: string, number: number): void;
}

export function createNumberLists(orderOf: (number: number) => number): NumberLists {
  const names = new Map<string, Map<string, number | number[]>>();

  const placeOf = (list: readonly number[], number: number): number => {
    const order = orderOf(number);
    return placeIn(list, (other) => orderOf(other) < order);
  };

  return {
    list(name, key) {
      const kept = names.get(name)?.get(key) ?? [];
      return typeof kept === 'number' ? [kept] : kept;
    },
    add(name, key, number) {
      const byKey = names.get(name) ?? new Map<string, number | number[]>();
      names.set(name, byKey);
      const kept = byKey.get(key);
      if (kept === undefined) {
        byKey.set(key, number);
        return;
      }
      const list = typeof kept === 'number' ? [kept] : kept;
      list.splice(placeOf(list, number), 0, number);
      byKey.set(key, list);
    },
    remove(name, key, number) {
      const byKey = names.get(name);
      const kept = byKey?.get(key);
      if (typeof kept === 'object') kept.splice(placeOf(kept, number), 1);
      if (typeof kept === 'number' || kept?.length === 0) byKey?.delete(key);
    },
  };
}
