import { standing, type BilledEntry, type Books, type StoredRequisition } from './books.ts';

/** The figures of one line of a continuation sheet, in cents. */
export interface ItemFigures extends BilledEntry {
  /** Installed up to the requisition before, with what was moved from store. */
  readonly workBefore: number;
  readonly storedBefore: number;
  readonly moved: number;
  readonly retainedMoved: number;
  readonly workRetainedBefore: number;
  readonly toDate: number;
  readonly toDateBefore: number;
}

/** What Procore adds up over all lines, in cents. */
export interface Totals {
  readonly toDate: number;
  readonly workRetained: number;
  readonly storedRetained: number;
  readonly stored: number;
  readonly newMaterials: number;
  readonly earnedLessRetainage: number;
  /** What the requisitions before came to. */
  readonly lessPrevious: number;
}

export const noEntry: BilledEntry = {
  work: 0,
  stored: 0,
  held: 0,
  released: 0,
  storedRetained: 0,
  storedReleased: 0,
};

/** The one before this on the same commitment, whatever its status: Procore's figures go on from it. */
export function previousRequisition(books: Books, requisition: StoredRequisition): StoredRequisition | undefined {
  return ofCommitment(books, requisition.commitment).findLast(({ number }) => number < requisition.number);
}

export function ofCommitment(books: Books, commitment: string): readonly StoredRequisition[] {
  return standing(books.requisitions)
    .filter((requisition) => requisition.commitment === commitment)
    .sort((a, b) => a.number - b.number);
}

/** Every line that is billed or was, with its figures; each requisition goes on where the one before ended. */
export function figuresOf(books: Books, requisition: StoredRequisition): ReadonlyMap<string, ItemFigures> {
  const previous = previousRequisition(books, requisition);
  const before = previous === undefined ? new Map<string, ItemFigures>() : figuresOf(books, previous);
  const lines = new Set([...before.keys(), ...requisition.entries.keys()]);
  return new Map(
    [...lines].map((line) => {
      const earlier = before.get(line);
      const entry = requisition.entries.get(line) ?? carriedOver(earlier, requisition.movesMaterials);
      return [line, itemFigures(entry, earlier, requisition.movesMaterials)];
    }),
  );
}

/** A line that nobody billed keeps in store what it had there. */
function carriedOver(before: ItemFigures | undefined, moves: boolean): BilledEntry {
  if (before === undefined || moves) return noEntry;
  return { ...noEntry, stored: before.stored, storedRetained: before.storedRetained };
}

function itemFigures(entry: BilledEntry, before: ItemFigures | undefined, moves: boolean): ItemFigures {
  const storedBefore = before?.stored ?? 0;
  const moved = moves ? storedBefore : 0;
  const retainedMoved = moves ? (before?.storedRetained ?? 0) : 0;
  const workBefore = (before === undefined ? 0 : before.workBefore + before.work) + moved;
  return {
    ...entry,
    ...{ workBefore, storedBefore, moved, retainedMoved },
    workRetainedBefore: (before === undefined ? 0 : workRetained(before)) + retainedMoved,
    toDate: workBefore + entry.work + entry.stored,
    toDateBefore: before?.toDate ?? 0,
  };
}

/** Retainage on installed work at the end of the period. */
export function workRetained(figures: ItemFigures): number {
  return figures.workRetainedBefore + figures.held - figures.released;
}

export function totalsOf(books: Books, requisition: StoredRequisition): Totals {
  const all = [...figuresOf(books, requisition).values()];
  const total = (figure: (one: ItemFigures) => number): number => all.reduce((sum, one) => sum + figure(one), 0);
  const previous = previousRequisition(books, requisition);
  const toDate = total((one) => one.toDate);
  const work = total(workRetained);
  const onStored = total((one) => one.storedRetained);
  return {
    toDate,
    workRetained: work,
    storedRetained: onStored,
    stored: total((one) => one.stored),
    newMaterials: total((one) => one.stored + one.moved - one.storedBefore),
    earnedLessRetainage: toDate - work - onStored,
    lessPrevious: previous === undefined ? 0 : totalsOf(books, previous).earnedLessRetainage,
  };
}

/** Half a cent is rounded up, as people do it by hand. */
export function share(amount: number, basisPoints: number): number {
  return Math.floor((amount * basisPoints + 5_000) / 10_000);
}
