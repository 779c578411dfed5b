// Brings the overrides of a series into their normal form: only the differences from the series. Adapters do so when they
// read a series, since a server also lists occurrences that were changed and changed back. The canonical form of `when`
// cannot do it, because it does not see the other fields of the series.

import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventPatch,
  type OccurrenceOverride,
  type OccurrencePatch,
  type RecurrenceId,
} from '../event.ts';
import { isOccurrence } from '../recurrence/occurrences.ts';
import { canonicalSpan, equalFields } from './canonical.ts';

/**
 * Returns the event with its overrides in the order of their ids. Fields that equal those of the series are dropped, and
 * so are overrides without differences and exclusions of occurrences that the rule does not give.
 */
export function normalOverrides(event: CalendarEvent): CalendarEvent {
  const { when } = event;
  if (when.recurrence === undefined) return event;
  const entries = Object.entries(when.recurrence.overrides).sort(([a], [b]) => (a < b ? -1 : 1));
  const overrides = Object.fromEntries(
    entries.flatMap(([id, override]): [RecurrenceId, OccurrenceOverride][] => {
      const isByRule = isOccurrence(when, id);
      if ('excluded' in override) return isByRule ? [[id, override]] : [];
      const patch = differences(event, id, override);
      // An override of an id that the rule does not give adds an occurrence, so it stays even without differences.
      return isByRule && Object.keys(patch).length === 0 ? [] : [[id, patch]];
    }),
  );
  return { ...event, when: { ...when, recurrence: { ...when.recurrence, overrides } } };
}

/** The fields of an occurrence's patch that differ from the series. */
function differences(event: CalendarEvent, id: RecurrenceId, { when, ...fields }: OccurrencePatch): OccurrencePatch {
  const patch: EventPatch = fields;
  const changed = EVENT_FIELDS.filter(
    (field) => patch[field] !== undefined && !equalFields({ [field]: patch[field] }, { [field]: event[field] }),
  );
  const moved = when && canonicalSpan(when) !== canonicalSpan({ ...event.when, start: id });
  return { ...(moved ? { when } : {}), ...Object.fromEntries(changed.map((field) => [field, patch[field]])) };
}
