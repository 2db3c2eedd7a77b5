/** Sage's numbers of vendors and jobs are integers: zeros before them vanish. */
export function whole(number: string): string {
  return number.replace(/^0+(?=\d)/, '');
}

/** As the bridge compares numbers: trimmed and without regard to case. */
export function sameNumber(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
