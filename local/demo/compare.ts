// Compares what both sides hold with what people wrote last. Content is compared, because the two sides do not know
// each other's ids. Pure.
import { canonicalField } from '../../shared/calendar/canonical/canonical.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventField } from '../../shared/calendar/event.ts';

export interface Comparison {
  /** Events that somebody wrote and that are missing, or differ, or stand there too few times. */
  readonly lost: readonly CalendarEvent[];
  /** Events that stand under one title and time more often than somebody wrote them. */
  readonly doubled: readonly CalendarEvent[];
}

/** Every field of an event in its canonical form. It is equal for two events exactly when they are the same event. */
export const identityOf = (event: CalendarEvent): string => identity(event, EVENT_FIELDS);

/** A person tells two events apart by this. For a series it holds the rule, but no changed occurrence. */
export function titleAndTimeOf(event: CalendarEvent): string {
  const { when } = event;
  const rule = when.recurrence ? { ...when, recurrence: { ...when.recurrence, overrides: {} } } : when;
  return identity({ ...event, when: rule }, ['title', 'when']);
}

/** Compares the events that one side holds with the expected ones. */
export function compare(expected: readonly CalendarEvent[], found: readonly CalendarEvent[]): Comparison {
  return { lost: minus(expected, found, identityOf), doubled: minus(found, expected, titleAndTimeOf) };
}

/** The elements of `all` that are left when each of `others` removes one element of the same kind. */
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

/** Takes one field at a time, so that the compiler sees that field and value belong together. */
const canonicalOf = <F extends EventField>(event: CalendarEvent, field: F): string =>
  canonicalField(field, event[field]);
