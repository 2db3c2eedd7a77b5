import { z } from 'zod';
import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { collections, isCollection, type Collection } from '../../sage/protocol/collections.ts';
import { period, profile } from '../../sage/protocol/installation.ts';
import type { SubcontractRecord } from '../../sage/protocol/records.ts';
import { ControlError, type RecordKeeper } from '../emulator.ts';
import type { Books, Undated } from './books.ts';
import { hostSettings, type HostSettings } from './host.ts';
import { plain } from './plain.ts';
import { recordDefaults } from './record-defaults.ts';
import { keyFrom, onSubcontract, ownKeyed, padded, refuseStrangers, withLines } from './record-entry.ts';

export interface AccountantDeps {
  readonly books: () => Books;
  readonly host: () => HostSettings;
  readonly setHost: (settings: HostSettings) => void;
  readonly restart: () => void;
  readonly today: () => string;
}

/** What people do inside Sage and on its server. They are not held to the bridge's "create only". */
export function createAccountant(deps: AccountantDeps): RecordKeeper {
  function enter(name: string, body: JsonObject): JsonObject {
    const collection = known(name);
    const books = deps.books();
    const given = onSubcontract(books, collection, withLines(collection, padded(collection, body)));
    const whole = { ...recordDefaults(collection, books, deps.today()), ...given };
    const keys = books.nextKeys();
    const key = ownKeyed.has(collection) ? keys.key : keyFrom(collection, whole);
    if (books.get(collection, key) !== undefined) throw new ControlError('exists', `${collection} has ${key} already.`);
    return save(collection, { ...whole, id: keys.id, key });
  }

  function save(collection: Collection, record: JsonObject): JsonObject {
    const { changedAt: _, ...given } = record;
    // Sage marks a vendor inactive; the status beside it is the bridge's word for the same
    const undated =
      collection === 'vendors'
        ? { ...given, status: given['active'] === false ? 0 : 1 }
        : voidByStatus.has(collection)
          ? { ...given, voided: given['status'] === 5 }
          : given;
    const shape = (collections[collection] as z.ZodObject).omit({ changedAt: true }).strict();
    const read = shape.safeParse(undated);
    if (!read.success) throw new ControlError('bad_record', z.prettifyError(read.error));
    const books = deps.books();
    refuseStrangers(books, collection, undated);
    return plain(books.put(collection, read.data as unknown as Undated<SubcontractRecord>));
  }

  function change(name: string, key: string, body: JsonObject): JsonObject {
    const books = deps.books();
    if (name === 'profile') {
      books.profile = checked(profile.strict(), merged(plain(books.profile), body));
      return plain(books.profile);
    }
    if (name === 'bridge') return changeHost(body);
    if (name === 'periods') return changePeriod(books, key, body);
    const collection = known(name);
    const record = books.get(collection, key);
    if (record === undefined) throw new ControlError('no_record', `${collection} has no ${key}.`);
    const fixed = ['key', 'id', ...(ownKeyed.has(collection) ? [] : ['number'])].find((field) => field in body);
    if (fixed !== undefined) throw new ControlError('fixed_field', `${fixed} cannot be changed.`);
    return save(collection, { ...plain(record), ...withLines(collection, padded(collection, body)) });
  }

  function changeHost({ restart, ...body }: JsonObject): JsonObject {
    deps.setHost(checked(hostSettings, { ...deps.host(), ...body }));
    if (restart === true) deps.restart();
    return plain(deps.host());
  }

  return {
    collections: [...Object.keys(collections), 'profile', 'bridge', 'periods'],
    create: async (collection, body) => enter(collection, body),
    change: async (collection, id, body) => change(collection, id, body),
    async remove(name, key) {
      const collection = known(name);
      const record = deps.books().get(collection, key);
      if (record === undefined) throw new ControlError('no_record', `${collection} has no ${key}.`);
      deps.books().remove(collection, key);
      return plain(record);
    },
  };
}

/** Kinds of which a status says that they are void; a subcontract has none, so there it is said apart. */
const voidByStatus: ReadonlySet<string> = new Set(['purchase-orders', 'change-orders', 'payable-invoices']);

function known(name: string): Collection {
  if (isCollection(name)) return name;
  throw new ControlError('no_collection', `Sage has no collection "${name}" to which records are added.`);
}

function changePeriod(books: Books, key: string, body: JsonObject): JsonObject {
  const named = books.periods.find((one) => `${one.year}-${one.period}` === key);
  if (named === undefined) throw new ControlError('no_record', `There is no period ${key}; write it as 2025-3.`);
  const next = checked(period.strict(), { ...named, ...body });
  books.periods = books.periods.map((one) => (one === named ? next : one));
  return plain(next);
}

function checked<T>(shape: z.ZodType<T>, value: unknown): T {
  const read = shape.safeParse(value);
  if (!read.success) throw new ControlError('bad_record', z.prettifyError(read.error));
  return read.data;
}

/** The change laid over what stands, one level deep: `{limits: {subcontractNumber: 12}}` leaves the other limits. */
function merged(standing: JsonObject, change: JsonObject): JsonObject {
  const isGroup = (value: Json | undefined): value is JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(change).map(([name, value]): [string, Json] => {
    const before = standing[name];
    const group = isGroup(before) && isGroup(value) && !('rule' in value);
    return [name, group ? { ...before, ...value } : value];
  });
  return { ...standing, ...Object.fromEntries(entries) };
}
