/** Work over thousands of lines that can be left for a moment wherever it yields. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** So many lines are soon done. */
const linesAtOnce = 250;

/** Does the work without a break. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does the work while others have their turn in between, and once it is done. */
export async function inTurns<T>(turns: { next(): Promise<void> }, steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    await turns.next();
    if (step.done === true) return step.value;
  }
}

/** `Array.map` in steps. */
export function* mapped<T, U>(items: readonly T[], each: (item: T, index: number) => U): Steps<readonly U[]> {
  const made: U[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % linesAtOnce === 0) yield;
    made.push(each(item, index));
  }
  return made;
}
