import { DateTime } from 'luxon';
import type { CalendarDate, Instant } from '../shared/dates.ts';

/** A moment in the company's own time, such as "Nov 22, 2:02 PM CST". */
export function when(at: Instant, timeZone: string): string {
  return DateTime.fromMillis(at, { zone: timeZone, locale: 'en-US' }).toFormat('LLL d, h:mm a ZZZZ');
}

/** The time of day alone. */
export function clockTime(at: Instant, timeZone: string): string {
  return DateTime.fromMillis(at, { zone: timeZone, locale: 'en-US' }).toFormat('h:mm a');
}

/** A calendar day such as "Nov 22, 2026". */
export function day(date: CalendarDate): string {
  return DateTime.fromISO(date, { zone: 'utc', locale: 'en-US' }).toFormat('LLL d, yyyy');
}
