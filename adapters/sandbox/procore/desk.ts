import type { JsonObject } from '../../../src/shared/json.ts';
import type { StoredRecord } from './books.ts';
import type { WebhookResource } from './change.ts';
import type { Doer } from './company.ts';
import type { WireObject } from './wire.ts';

/** One collection as a person in Procore's screens works on it. */
export interface Desk<T extends StoredRecord = StoredRecord> {
  /** How webhooks call it; Procore announces nothing about some records. */
  readonly resource: WebhookResource | undefined;
  records(): Map<string, T>;
  create(given: JsonObject, doer: Doer): T;
  change(record: T, given: JsonObject, doer: Doer): void;
  refuseRemoval?(record: T): void;
  shown(record: T): WireObject;
  /** The id under which webhooks name it, where that is not its own. */
  announcedAs?(record: T): string | undefined;
  project(record: T): string | undefined;
}
