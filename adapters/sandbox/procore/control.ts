import type { JsonObject } from '../../../src/shared/json.ts';
import { ControlError, type RecordKeeper } from '../emulator.ts';
import { touch, type Books, type StoredRecord } from './books.ts';
import type { Change } from './change.ts';
import type { Doer } from './company.ts';
import type { Context } from './context.ts';
import { changeOrderDesk } from './control-change-orders.ts';
import { contractDesk } from './control-contracts.ts';
import { requisitionDesk } from './control-requisitions.ts';
import type { Desk } from './desk.ts';
import { vendorDesk, projectDesk } from './control-directory.ts';
import { Refusal } from './refusal.ts';
import { plainObject, type WireObject } from './wire.ts';

/** Does what people do in Procore's screens, and tells the hooks about it. */
export function createControl(context: Context): RecordKeeper {
  const desks: Readonly<Record<string, Desk>> = {
    projects: erased(projectDesk(context)),
    vendors: erased(vendorDesk(context)),
    work_order_contracts: erased(contractDesk(context, 'work_order')),
    purchase_order_contracts: erased(contractDesk(context, 'purchase_order')),
    commitment_change_orders: erased(changeOrderDesk(context)),
    requisitions: erased(requisitionDesk(context)),
  };

  const deskOf = (collection: string): Desk => {
    const desk = Object.hasOwn(desks, collection) ? desks[collection] : undefined;
    if (desk === undefined) throw new ControlError('no_collection', `Procore's emulator keeps no "${collection}".`);
    return desk;
  };

  const recordOf = (desk: Desk, collection: string, id: string): StoredRecord => {
    const record = desk.records().get(id);
    if (record !== undefined && record.deletedAt === undefined) return record;
    throw new ControlError('no_record', `There is no ${id} among the ${collection}.`);
  };

  const announced = async (
    desk: Desk,
    event: Change['event'],
    record: StoredRecord,
    doer: Doer,
  ): Promise<JsonObject> => {
    const { resource } = desk;
    if (resource !== undefined) {
      const id = desk.announcedAs?.(record) ?? record.id;
      await context.announce({ resource, event, id, project: desk.project(record), doer });
    }
    return plainObject(desk.shown(record));
  };

  return {
    collections: Object.keys(desks),
    async create(collection, body) {
      const desk = deskOf(collection);
      const { user, ...given } = body;
      const doer = doerOf(context.books(), user);
      const record = said(() => desk.create(given, doer));
      return announced(desk, 'create', record, doer);
    },
    async change(collection, id, body) {
      const desk = deskOf(collection);
      const record = recordOf(desk, collection, id);
      const { user, ...given } = body;
      const doer = doerOf(context.books(), user);
      said(() => desk.change(record, given, doer));
      touch(record, context.clock);
      return announced(desk, 'update', record, doer);
    },
    async remove(collection, id) {
      const desk = deskOf(collection);
      const record = recordOf(desk, collection, id);
      said(() => desk.refuseRemoval?.(record));
      touch(record, context.clock);
      record.deletedAt = record.updatedAt;
      return announced(desk, 'delete', record, doerOf(context.books(), undefined));
    },
  };
}

/** The person named by a role or by a user id; the project manager unless told. */
function doerOf(books: Books, user: unknown): Doer {
  const wanted = user === undefined ? 'pm' : String(user);
  const found = books.users.get(wanted) ?? [...books.users.values()].find(({ role }) => role === wanted);
  if (found === undefined) throw new ControlError('no_user', `Procore's emulator knows no user "${wanted}".`);
  return { userId: found.id, applicationId: undefined };
}

/** What Procore would refuse is a bad call of the control interface, with Procore's reasons. */
function said<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const details = typeof error.body === 'object' && error.body !== null ? plainObject(error.body as WireObject) : {};
    throw new ControlError('refused', `Procore would refuse that: ${JSON.stringify(details)}`, details);
  }
}

/** A desk is only ever handed records of its own map. */
function erased<T extends StoredRecord>(desk: Desk<T>): Desk {
  return desk;
}
