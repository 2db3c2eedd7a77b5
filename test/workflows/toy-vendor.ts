import type { Books } from '../../src/ports/sage.ts';
import type { Authors } from '../../src/people/authors.ts';
import { instant } from '../../src/shared/dates.ts';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import { recordId, type RecordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { ok } from '../../src/shared/result.ts';
import type { Known, Looked } from '../../src/transfers/flow.ts';
import { termsOf, type Offer } from '../../src/transfers/offer.ts';
import { text } from '../../src/transfers/value.ts';
import { block } from '../../src/workflows/checks.ts';
import type { Workflow } from '../../src/workflows/workflow.ts';

/** A company of the toy, as the system in which it was made shows it. */
export interface ToyVendor {
  readonly name: string;
  readonly updatedAt: number;
  /** Its key in the other system. */
  readonly link?: string;
}

export interface Toy {
  readonly workflow: Workflow;
  /** By record id; `sage:9` was made in Sage and travels into Procore. */
  readonly vendors: Map<string, ToyVendor>;
  /** What an approver typed as the number that the other system shall give it. */
  readonly chosen: Map<string, string>;
  /** Every mark that was set: record and key. */
  readonly marks: (readonly [record: string, key: string])[];
}

/** The fakes are books of subcontracts, which have these. */
const asTheFakesWant = { vendorNumber: '217', jobNumber: '1042', status: 1, lines: [] } as const;

/** A made-up workflow of vendors both ways, written against the contract as a later one would be. */
export function toyVendors(procoreBooks: Books): Toy {
  const vendors = new Map<string, ToyVendor>();
  const chosen = new Map<string, string>();
  const marks: (readonly [string, string])[] = [];

  const look = (record: RecordId, known: Known): Looked => {
    const vendor = vendors.get(record);
    if (vendor === undefined) return { kind: 'gone' };
    const number = chosen.get(record);
    const sourceUpdatedAt = instant(vendor.updatedAt);
    if (vendor.link !== undefined) {
      return { kind: 'not_ready', why: 'linked', number: vendor.name, detail: vendor.link, sourceUpdatedAt };
    }
    // without a number there is nothing that could be written
    const document = number === undefined ? undefined : { number, name: vendor.name, ...asTheFakesWant };
    const fingerprint = document === undefined ? undefined : fingerprintOf('vendor', document);
    const checks = number === undefined ? [block('number_missing')] : [];
    const authors: Authors = { users: [], lastEditorKnown: known.edits.length === 0 };
    const offer: Offer = {
      subject: {
        ...{ number: vendor.name, title: vendor.name, amount: cents(0), jobNumber: '1042', jobName: '' },
        ...{ counterparty: vendor.name, private: false, link: 'https://procore.example/vendor' },
      },
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...{ checks, authors, sourceUpdatedAt, bandCents: cents(0), target: vendor.name.toLowerCase() },
      facts: [{ name: 'vendor', value: text(vendor.name) }],
      table: { columns: [], rows: [], refs: [], total: 0 },
      terms: termsOf(fingerprint, checks),
    };
    return document === undefined ? { kind: 'ready', offer } : { kind: 'ready', offer, document };
  };

  const workflow: Workflow = {
    kind: 'vendor',
    direction: (record) => (record.startsWith('sage:') ? 'import' : 'export'),
    rank: 20,
    // a real one adds its own collection to `sageKinds`
    target: 'subcontracts',
    prerequisites: [],
    importsInto: () => procoreBooks,
    changed: async () =>
      ok([...vendors].map(([id, { updatedAt }]) => ({ id: recordId(id), updatedAt: instant(updatedAt) }))),
    look: async (_site, { record }, known) => look(record, known),
    restate: async (_site, { record }) => {
      const vendor = vendors.get(record);
      if (vendor === undefined) return { kind: 'gone' };
      return { kind: 'restated', fields: { name: vendor.name }, status: { now: 'active', ready: ['active'] } };
    },
    async stamp(_site, { record }, { originId }) {
      marks.push([record, originId]);
      return ok();
    },
    reopen: async () => ok(),
  };
  return { workflow, vendors, chosen, marks };
}
