// Whole days of applications that keep them as instants.
import { dateIn, dateOf, dayOf } from '../../calendar/days.ts';
import type { Instant, LocalDate, TimeZoneId } from '../../calendar/event.ts';
import { toLocal } from '../../calendar/timeZone.ts';

/** The day after the last one. An end at midnight is that day already; any other one is in the last day. */
export function dayAfter(
  { start, end }: { readonly start: Instant; readonly end: Instant },
  zone: TimeZoneId,
): LocalDate {
  const local = toLocal(end, zone);
  const isMidnight = local.slice(11, 19) === '00:00:00' && end > start;
  return isMidnight ? dateIn(local) : dateOf(dayOf(dateIn(local)) + 1);
}
