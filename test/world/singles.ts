// The events that a mailbox shows of a series that it cannot hold, where a link expands it.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import { occurrencesBetween } from '../../shared/calendar/recurrence/occurrences.ts';
import { isHeldByOutlook } from '../../shared/calendar/recurrence/outlookSeries.ts';

/** The series of the sweeps end within a year. */
const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2029, 0, 1);

/** The event itself, or each of its occurrences. */
export const asSingles = (event: CalendarEvent): CalendarEvent[] =>
  isHeldByOutlook(event.when)
    ? [event]
    : occurrencesBetween(event, { from: FROM, until: UNTIL }, 'UTC').map((each) => each.event);
