/** A calendar day without a time zone, `YYYY-MM-DD`. */
export type CalendarDate = string & { readonly __format: 'YYYY-MM-DD' };

/** Milliseconds since 1970-01-01T00:00:00Z. Local time exists only where a person reads it. */
export type Instant = number & { readonly __unit: 'ms' };

export function calendarDate(text: string): CalendarDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const lengths = [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const length = lengths[month - 1];
  return length !== undefined && day >= 1 && day <= length ? (text as CalendarDate) : undefined;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function instant(ms: number): Instant {
  return ms as Instant;
}
