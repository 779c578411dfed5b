// Whether both sides hold what people wrote last: by content, since the two sides know nothing of each other's ids.
// Pure.
import { canonicalField } from '../../shared/calendar/canonical.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventField } from '../../shared/calendar/event.ts';

export interface Comparison {
  /** Things that somebody wrote and that are not there as they were written, as often as they should be. */
  readonly lost: readonly CalendarEvent[];
  /** Things that are there under the same title and time more often than somebody wrote them. */
  readonly doubled: readonly CalendarEvent[];
}

/** Every field of an event in its canonical form: equal for two events exactly when they are the same thing. */
export const identityOf = (event: CalendarEvent): string => identity(event, EVENT_FIELDS);

/** What a person tells two things apart by; a series by its rule, not by what is different about an occurrence. */
export function titleAndTimeOf(event: CalendarEvent): string {
  const { when } = event;
  const rule = when.recurrence ? { ...when, recurrence: { ...when.recurrence, overrides: {} } } : when;
  return identity({ ...event, when: rule }, ['title', 'when']);
}

/** Compares what stands on one side with what should. */
export function compare(expected: readonly CalendarEvent[], found: readonly CalendarEvent[]): Comparison {
  return { lost: minus(expected, found, identityOf), doubled: minus(found, expected, titleAndTimeOf) };
}

/** What of `all` is left when each of `others` takes one of its kind away. */
function minus<T>(all: readonly T[], others: readonly T[], kindOf: (each: T) => string): T[] {
  const counts = new Map<string, number>();
  for (const kind of others.map(kindOf)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return all.filter((each) => {
    const kind = kindOf(each);
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count - 1);
    return count <= 0;
  });
}

function identity(event: CalendarEvent, fields: readonly EventField[]): string {
  return JSON.stringify(fields.map((field) => canonicalOf(event, field)));
}

/** One field at a time, so that the compiler sees field and value belong together. */
const canonicalOf = <F extends EventField>(event: CalendarEvent, field: F): string =>
  canonicalField(field, event[field]);
