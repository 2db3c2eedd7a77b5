import { createHash } from 'node:crypto';
import { collections, type Collection, type RecordOf } from '../../sage/protocol/collections.ts';
import type { Period, Profile } from '../../sage/protocol/installation.ts';
import { defaultProfile } from './default-profile.ts';

/** What stands in Sage. Knows nothing of operations: those are the bridge's. */
export interface Books {
  profile: Profile;
  periods: readonly Period[];
  /** How often the bridge created a record here. */
  writes: number;
  /** In the order in which they were entered. */
  all<C extends Collection>(collection: C): readonly RecordOf<C>[];
  get<C extends Collection>(collection: C, key: string): RecordOf<C> | undefined;
  /** Enters or replaces the record of that key, and dates the change. */
  put<C extends Collection>(collection: C, record: Undated<RecordOf<C>>): RecordOf<C>;
  remove(collection: Collection, key: string): void;
  /** Keys of a record that is entered next: the business key, and the one inside the database. */
  nextKeys(): { readonly key: string; readonly id: string };
}

export type Undated<T> = T extends unknown ? Omit<T, 'changedAt'> : never;

type Tables = { readonly [C in Collection]: Map<string, RecordOf<C>> };

const costTypes = ['Material', 'Labor', 'Equipment', 'Subcontract', 'Other', 'User 6', 'User 7', 'User 8', 'User 9'];

/** An installation without records; only cost types, periods and the profile stand. The same seed gives the same keys. */
export function createBooks(seed: number, now: () => number): Books {
  const names = Object.keys(collections) as Collection[];
  const tables = Object.fromEntries(names.map((name) => [name, new Map()])) as unknown as Tables;
  let entered = 0;
  const hash = (text: string): string => createHash('sha256').update(`${seed} ${text}`).digest('hex');
  const firstKey = 1000 + (Number.parseInt(hash('first').slice(0, 4), 16) % 8000);

  const books: Books = {
    profile: defaultProfile,
    periods: twelvePeriods(new Date(now())),
    writes: 0,
    all: (collection) => [...tables[collection].values()],
    get: (collection, key) => tables[collection].get(key),
    put<C extends Collection>(collection: C, undated: Undated<RecordOf<C>>) {
      const record = { ...undated, changedAt: new Date(now()).toISOString() } as unknown as RecordOf<C>;
      tables[collection].set(record.key, record);
      return record;
    },
    remove(collection, key) {
      tables[collection].delete(key);
    },
    nextKeys() {
      entered += 1;
      const [a, b, c, d, e] = [8, 12, 16, 20, 32].map((end, index, ends) => {
        return hash(String(entered)).slice(ends[index - 1] ?? 0, end);
      });
      return { key: String(firstKey + entered), id: [a, b, c, d, e].join('-') };
    },
  };
  costTypes.forEach((name, index) => {
    const number = String(index + 1);
    books.put('cost-types', { key: number, id: books.nextKeys().id, number, status: 1, name, account: null });
  });
  return books;
}

function twelvePeriods(today: Date): Period[] {
  const year = today.getUTCFullYear();
  const current = today.getUTCMonth() + 1;
  return Array.from({ length: 12 }, (_, index) => index + 1).map((period) => {
    return { year, period, open: period === current, current: period === current };
  });
}
