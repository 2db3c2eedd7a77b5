import { DateTime } from 'luxon';
import type { CalendarDate, Instant } from '../shared/dates.ts';
import type { Company } from '../transfers/settings.ts';

/** The day it is where the company's books are kept. */
export function companyDay({ timeZone }: Pick<Company, 'timeZone'>, now: Instant): CalendarDate {
  return DateTime.fromMillis(now, { zone: timeZone }).toFormat('yyyy-MM-dd') as CalendarDate;
}
