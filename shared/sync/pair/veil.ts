// "Busy only": of a private event, the other side learns when it is and how busy, and nothing else. The details stay on
// the side where a person wrote them, and what is compared, written and remembered of the pair is what is left. Pure.
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type OccurrenceOverride,
  type OccurrencePatch,
  type When,
} from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import { isOccurrence } from '../../calendar/occurrences.ts';
import type { PairRow } from '../ports/rows.ts';

/** The fields that both sides of a veiled pair exchange. */
export const VISIBLE: ReadonlySet<EventField> = new Set(['when', 'privacy', 'freeBusyStatus']);
export const HIDDEN: readonly EventField[] = EVENT_FIELDS.filter((field) => !VISIBLE.has(field));

/** What the other side learns of a private event. */
export const veiledEvent = ({ when, privacy, freeBusyStatus }: CalendarEvent, title: string): CalendarEvent => ({
  title,
  description: '',
  location: '',
  when: veiledWhen(when),
  privacy,
  freeBusyStatus,
  keywords: [],
  alert: null,
});

/** Without what single occurrences say of themselves. The very same where they say nothing. */
export function veiledWhen(when: When): When {
  if (!when.recurrence) return when;
  const { rule, overrides } = when.recurrence;
  const entries = Object.entries(overrides);
  if (entries.every(([, override]) => !hasDetails(override))) return when;
  const kept = entries
    .map(([id, override]): [string, OccurrenceOverride] => [id, visibleOf(override)])
    .filter(([id, override]) => Object.keys(override).length > 0 || !isOccurrence(when, id));
  return { ...when, recurrence: { rule, overrides: Object.fromEntries(kept) } };
}

/** `when` with what the occurrences that it still has say of themselves in `own`. */
export function withDetails(when: When, own: When): When {
  if (!when.recurrence || !own.recurrence) return when;
  const { rule, overrides } = when.recurrence;
  const merged: Record<string, OccurrenceOverride> = { ...overrides };
  for (const [id, override] of Object.entries(own.recurrence.overrides)) {
    const written = merged[id];
    if (!hasDetails(override) || (written && 'excluded' in written)) continue;
    if (written || isOccurrence(when, id)) merged[id] = { ...hiddenOf(override), ...written };
  }
  return { ...when, recurrence: { rule, overrides: merged } };
}

/** The fingerprints of a pair's items: of a veiled one, `when` as far as both sides know it. */
export function printerOf(print: (fields: EventPatch) => Prints, row: PairRow): (fields: EventPatch) => Prints {
  if (!row.veiled) return print;
  return (fields) => {
    const when = fields.when && veiledWhen(fields.when);
    return when === undefined || when === fields.when ? print(fields) : print({ ...fields, when });
  };
}

const hasDetails = (override: OccurrenceOverride): override is OccurrencePatch =>
  !('excluded' in override) && Object.keys(hiddenOf(override)).length > 0;

function visibleOf(override: OccurrenceOverride): OccurrenceOverride {
  if ('excluded' in override) return override;
  const { when, freeBusyStatus } = override;
  return { ...(when ? { when } : {}), ...(freeBusyStatus ? { freeBusyStatus } : {}) };
}

function hiddenOf(override: OccurrencePatch): OccurrencePatch {
  const { when: _, freeBusyStatus: __, ...hidden } = override;
  return hidden;
}
