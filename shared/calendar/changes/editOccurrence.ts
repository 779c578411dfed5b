// Turns an edit of one occurrence, which stands as a single event, into an override of its series (RFC 8984 section
// 4.3.5).

import { normalOverrides } from '../canonical/normalOverrides.ts';
import type {
  CalendarEvent,
  EventPatch,
  OccurrenceOverride,
  OccurrencePatch,
  OccurrenceWhen,
  RecurrenceId,
  When,
} from '../event.ts';
import { overrideOf } from '../recurrence/occurrences.ts';
import { meansInstant, toLocal } from '../timeZone.ts';
import { startInstant } from '../when.ts';

/**
 * Returns the time of a single event in the form of an occurrence of this series: local in the zone of the series.
 * Undefined where that is impossible: `when` is a series itself, or it has a time and the series has dates and no zone.
 * It is also impossible where `when` lies in the second pass of a repeated hour, which no local time of the zone means.
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

/** Returns the series with this patch applied to one of its occurrences; undefined where no override can express it. */
export function editOccurrence(event: CalendarEvent, id: RecurrenceId, patch: EventPatch): CalendarEvent | undefined {
  const { when, privacy, ...fields } = patch;
  // An occurrence has the privacy of its series.
  if (privacy !== undefined && privacy !== event.privacy) return undefined;
  const moved = when && asOccurrence(event.when, when);
  if (when && !moved) return undefined;
  const before = overrideOf(event.when, id);
  const kept: OccurrencePatch = before && !('excluded' in before) ? before : {};
  return override(event, id, { ...kept, ...fields, ...(moved ? { when: moved } : {}) });
}

/** Returns the series without one of its occurrences. */
export const excludeOccurrence = (event: CalendarEvent, id: RecurrenceId): CalendarEvent =>
  override(event, id, { excluded: true });

function override(event: CalendarEvent, id: RecurrenceId, change: OccurrenceOverride): CalendarEvent {
  const { when } = event;
  if (!when.recurrence) return event;
  const recurrence = { ...when.recurrence, overrides: { ...when.recurrence.overrides, [id]: change } };
  return normalOverrides({ ...event, when: { ...when, recurrence } });
}
