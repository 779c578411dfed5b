// The year as people see it in either calendar: every occurrence on its own line. The two are expanded by different
// code: the product's own for the source, that of the local Exchange for the mailbox.
import type { Person } from '../../local/exchange/person/person.ts';
import { occurrencesBetween as outlookOccurrences } from '../../local/exchange/series/occurrences.ts';
import type { Instant, TimeZoneId } from '../../shared/calendar/event.ts';
import { occurrencesBetween } from '../../shared/calendar/recurrence/occurrences.ts';
import { endInstant, startInstant } from '../../shared/calendar/when.ts';
import type { Link } from './link.ts';

const FROM = Date.UTC(2026, 8, 1);
const UNTIL = Date.UTC(2027, 8, 1);

const line = (start: Instant, end: Instant, title: string): string =>
  `${new Date(start).toISOString()} ${(end - start) / 60_000} min: ${title}`;

export function seenInOutlook(person: Person): string[] {
  const items = person.list().flatMap((item) => (item.recurrence ? outlookOccurrences(item, FROM, UNTIL) : [item]));
  return items.map(({ start, end, subject }) => line(start, end, subject ?? '')).sort();
}

/** All-day in `zone`. */
export async function seenInSource({ ports }: Link, zone: TimeZoneId): Promise<string[]> {
  const events = (await ports.people.list()).flatMap(({ event }) =>
    occurrencesBetween(event, { from: FROM, until: UNTIL }, zone),
  );
  return events
    .map(({ event: { when, title } }) => line(startInstant(when, zone), endInstant(when, zone), title))
    .sort();
}
