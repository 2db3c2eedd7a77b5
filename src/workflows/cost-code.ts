/**
 * A cost code as Sage 100 Contractor counts them, six digits before the point and three after: "2010" and "2010.000"
 * are one code. Compared as text, never as a float. `undefined` when it cannot be one.
 */
export function paddedCostCode(code: string): string | undefined {
  const match = /^0*(\d{1,6})(?:\.(\d{1,3}))?$/.exec(code.trim());
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  return `${whole}.${fraction.padEnd(3, '0')}`;
}
