/** The field of a line that names the line of the commitment on which it builds. */
export const groundLine = 'commitmentLine';

/** One reference for several Procore lines whose amounts go to Sage as one line. */
export function joinedRef(refs: readonly string[]): string {
  return [...refs].sort().join('+');
}

/** The Procore lines behind a line's reference: several where their amounts were summed. */
export function refsIn(lineRef: string): readonly string[] {
  return lineRef.includes('+') ? lineRef.split('+') : [lineRef];
}
