// The overrides of a series in the one way to hold them: only what differs. Adapters bring a series into this form when
// they read it, since a server also lists what has been changed and changed back; the canonical form of `when` cannot
// compare an override with the series' other fields.
import { canonicalSpan, equalFields } from './canonical.ts';
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventPatch,
  type OccurrenceOverride,
  type OccurrencePatch,
  type RecurrenceId,
} from './event.ts';
import { isOccurrence } from './occurrences.ts';

/**
 * The event with its overrides in order of their ids: without fields that say what the series says, without overrides
 * that then say nothing, and without exclusions of what the rule does not give.
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
      // What the rule does not give, an override adds, even if it says nothing more.
      return isByRule && Object.keys(patch).length === 0 ? [] : [[id, patch]];
    }),
  );
  return { ...event, when: { ...when, recurrence: { ...when.recurrence, overrides } } };
}

/** What the patch of one occurrence changes about the event. */
function differences(event: CalendarEvent, id: RecurrenceId, { when, ...fields }: OccurrencePatch): OccurrencePatch {
  const patch: EventPatch = fields;
  const changed = EVENT_FIELDS.filter(
    (field) => patch[field] !== undefined && !equalFields({ [field]: patch[field] }, { [field]: event[field] }),
  );
  const moved = when && canonicalSpan(when) !== canonicalSpan({ ...event.when, start: id });
  return { ...(moved ? { when } : {}), ...Object.fromEntries(changed.map((field) => [field, patch[field]])) };
}
