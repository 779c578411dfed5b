// An edit of one occurrence, made where it stands as a single event, becomes an override of its series (RFC 8984 section
// 4.3.5). Pure.
import type {
  CalendarEvent,
  EventPatch,
  OccurrenceOverride,
  OccurrencePatch,
  OccurrenceWhen,
  RecurrenceId,
  When,
} from './event.ts';
import { normalOverrides } from './normalOverrides.ts';
import { meansInstant, toLocal } from './timeZone.ts';
import { startInstant } from './when.ts';

/**
 * When a single event takes place, as an occurrence of this series says it: local in the series' zone. Undefined where
 * it cannot: of another series, of a time in a series of dates, which has no zone, and of the second pass of an hour that
 * the zone repeats, which has no name there.
 */
export function asOccurrence(series: When, when: When): OccurrenceWhen | undefined {
  if (when.recurrence) return undefined;
  const { start, duration } = when;
  if (when.showWithoutTime) return { showWithoutTime: true, start, duration };
  if (series.showWithoutTime) return undefined;
  const instant = startInstant(when, when.timeZone);
  const local = toLocal(instant, series.timeZone);
  if (!meansInstant(local, instant, series.timeZone)) return undefined;
  return { showWithoutTime: false, start: local, duration };
}

/** The series with this patch laid over one of its occurrences; undefined where no override can say it. */
export function editOccurrence(event: CalendarEvent, id: RecurrenceId, patch: EventPatch): CalendarEvent | undefined {
  const { when, privacy, ...fields } = patch;
  // Privacy is the series'.
  if (privacy !== undefined && privacy !== event.privacy) return undefined;
  const moved = when && asOccurrence(event.when, when);
  if (when && !moved) return undefined;
  const before = event.when.recurrence?.overrides[id];
  const kept: OccurrencePatch = before && !('excluded' in before) ? before : {};
  return override(event, id, { ...kept, ...fields, ...(moved ? { when: moved } : {}) });
}

/** The series without one of its occurrences. */
export const excludeOccurrence = (event: CalendarEvent, id: RecurrenceId): CalendarEvent =>
  override(event, id, { excluded: true });

function override(event: CalendarEvent, id: RecurrenceId, change: OccurrenceOverride): CalendarEvent {
  const { when } = event;
  if (!when.recurrence) return event;
  const recurrence = { ...when.recurrence, overrides: { ...when.recurrence.overrides, [id]: change } };
  return normalOverrides({ ...event, when: { ...when, recurrence } });
}
