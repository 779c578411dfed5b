// "Busy only": of a private event, the other side learns when it is and how busy, and nothing else. The details stay on
// the side where a person wrote them. Only the visible rest is compared, written and remembered. Pure.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type OccurrenceOverride,
  type OccurrencePatch,
  type When,
} from '../../calendar/event.ts';
import { isOccurrence } from '../../calendar/recurrence/occurrences.ts';
import type { PairRow } from '../ports/rows.ts';

/** The fields that both sides of a veiled pair exchange. */
export const VISIBLE: ReadonlySet<EventField> = new Set(['when', 'privacy', 'freeBusyStatus']);
export const HIDDEN: readonly EventField[] = EVENT_FIELDS.filter((field) => !VISIBLE.has(field));

/** The part of a private event that the other side learns. */
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

/** `when` without the details of single occurrences. The same object where there are none. */
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

/** `when` with the details of its occurrences from `own`. */
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

/** The printer of a pair's items. For a veiled pair, it prints only the part of `when` that both sides know. */
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
