import type { ProcoreChangeOrder } from '../ports/change-order.ts';
import type { ProcoreCommitment, ProcoreFailure, Project } from '../ports/procore.ts';
import type { SageReadFailure, SageRecord } from '../ports/sage.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import { groupedBy } from '../shared/grouped.ts';
import { cents, sum, type Cents } from '../shared/money.ts';
import { ok, type Result } from '../shared/result.ts';
import { displayText } from '../shared/text.ts';
import type { Built, Known, Site, Standing } from '../transfers/flow.ts';
import { readProcoreSide, readSageSide, type CommitmentBooks } from './commitment-books.ts';
import { placesOf, sageLinesOf, type SageLine } from './line-places.ts';

/** The commitment that is changed, as Procore has it and as the bot knows it. */
export interface ChangeGround {
  readonly commitment: ProcoreCommitment;
  readonly standing: Standing;
  readonly vendor: CommitmentBooks['vendor'];
  readonly project: Project;
  /** What else builds on it: invoices that are on their way take part of what could be deducted. */
  readonly builtOn: readonly Built[];
}

/** The commitment in Sage, with everything around it. */
export interface ChangeBooks extends CommitmentBooks {
  /** What the link leads to; `undefined` when there is no link, or nothing stands there. */
  readonly record: SageRecord | undefined;
  readonly sageLines: readonly SageLine[];
  /** Procore line of the commitment to line in Sage. */
  readonly places: ReadonlyMap<string, string>;
}

/** Where the changes of each kind of commitment are written, and where the commitment itself stands. */
export const collectionsOf = {
  subcontract: { commitment: 'subcontracts', change: 'change-orders' },
  purchase_order: { commitment: 'purchase-orders', change: 'purchase-order-lines' },
} as const satisfies {
  readonly [K in ProcoreChangeOrder['commitment']['kind']]: { readonly [name: string]: SageKind };
};

/** `<commitment>-<n>`, as Sage itself suggests; zeros before the n are left out. */
export function changeNumber(order: ProcoreChangeOrder, commitment: Pick<ProcoreCommitment, 'number'>): string {
  return `${displayText(commitment.number)}-${displayText(order.number).replace(/^0+(?=\d)/, '')}`;
}

export async function readChangeGround(
  site: Site,
  order: ProcoreChangeOrder,
  project: Project,
  known: Known,
): Promise<Result<ChangeGround, ProcoreFailure>> {
  const { kind, record } = order.commitment;
  const readers = { subcontract: site.procore.subcontract, purchase_order: site.procore.purchaseOrder };
  const commitment: Result<ProcoreCommitment, ProcoreFailure> = await readers[kind](order.project, record);
  if (!commitment.ok) return commitment;
  const sides = await readProcoreSide(site, commitment.value, project);
  if (!sides.ok) return sides;
  const standing = await known.standing({ kind, record });
  const builtOn = await known.builtOn({ kind, record });
  return ok({ commitment: commitment.value, standing, builtOn, ...sides.value });
}

export async function readChangeBooks(
  site: Site,
  order: ProcoreChangeOrder,
  ground: ChangeGround,
): Promise<Result<ChangeBooks, SageReadFailure>> {
  const { commitment, change } = collectionsOf[order.commitment.kind];
  const asked = { collection: change, number: changeNumber(order, ground.commitment) };
  const books = await readSageSide(site, asked, ground);
  if (!books.ok) return books;
  const { sageJob } = books.value;
  const record = await linkedRecord(site, commitment, ground, sageJob?.number);
  if (!record.ok) return record;
  await site.turns.next();
  const sageLines = (record.value === undefined ? undefined : sageLinesOf(record.value)) ?? [];
  const { costTypes } = site.company.settings;
  const lines = ground.commitment.lines.map(({ id, costCode, costType, amount }) => ({
    ...{ ref: id, costCode, cents: amount },
    costType: costType === undefined ? undefined : costTypes.get(costType),
  }));
  await site.turns.next();
  return ok({
    ...books.value,
    // a number of a change order counts in its job
    sameNumber: books.value.sameNumber.filter(({ fields }) => fields['jobNumber'] === sageJob?.number),
    record: record.value,
    sageLines,
    places: placesOf(lines, sageLines, ground.standing.receipt),
  });
}

/** The key of the Sage record to which the commitment is linked, by the bot or before it came. */
export function linkedKey({ standing, commitment }: ChangeGround): string | undefined {
  return standing.receipt?.key ?? commitment.originId;
}

async function linkedRecord(
  { sage }: Site,
  collection: SageKind,
  ground: ChangeGround,
  job: string | undefined,
): Promise<Result<SageRecord | undefined, SageReadFailure>> {
  const key = linkedKey(ground);
  if (key === undefined) return ok(undefined);
  const number = ground.standing.receipt?.number ?? displayText(ground.commitment.number);
  const named = await sage.findByNumber(collection, number);
  if (!named.ok) return named;
  const found = named.value.find((record) => record.key === key);
  if (found !== undefined || job === undefined) return ok(found);
  // it was linked under another number
  const all = await sage.findByJob(collection, job);
  return all.ok ? ok(all.value.find((record) => record.key === key)) : all;
}

/**
 * What stands against a deduction on a line of the commitment: billed in Sage, and billed by what is on its way there.
 * Of a bill whose answer is lost nobody knows whether Sage counts it already, so it counts here until that is known.
 */
export function floorsOf(builtOn: readonly Built[]): (line: Pick<SageLine, 'line' | 'billed'>) => Cents {
  const onTheWay = builtOn
    .filter((built) => built.kind === 'invoice' && !wasSeenInSage(built))
    .flatMap(({ document }) => (Array.isArray(document?.['lines']) ? document['lines'] : []) as readonly Billed[]);
  const byLine = groupedBy(onTheWay, ({ commitmentLine }) => String(commitmentLine));
  return ({ line, billed }) => sum([billed, ...(byLine.get(line) ?? []).map((one) => cents(one.cents))]);
}

function wasSeenInSage({ state, why }: Built): boolean {
  return state === 'posted' || state === 'synced' || (state === 'held' && why !== 'untold');
}

interface Billed {
  readonly commitmentLine?: number;
  readonly cents: number;
}
