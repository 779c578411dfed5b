// The canonical form of a field: the only thing of it that is ever compared or fingerprinted. What the two calendars
// write down differently (blanks, line ends, zones, order of keywords) and nobody would call a change is gone from it.
import {
  type Alert,
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type Instant,
  type When,
} from './event.ts';
import { withoutUnwritable } from './text.ts';
import { durationDays, durationSeconds, startInstant } from './when.ts';

/** The canonical form of one field's value. Throws RangeError for a `when` that is none. */
export function canonicalField<F extends EventField>(field: F, value: CalendarEvent[F]): string {
  return CANONICAL[field](value);
}

/** Whether both have the same fields, each with the same canonical form. */
export function equalFields(a: EventPatch, b: EventPatch): boolean {
  return EVENT_FIELDS.every((field) => {
    const [left, right] = [a[field], b[field]];
    if (left === undefined || right === undefined) return left === right;
    return canonicalField(field, left) === canonicalField(field, right);
  });
}

const CANONICAL: { readonly [F in EventField]: (value: CalendarEvent[F]) => string } = {
  title: oneLine,
  description: manyLines,
  location: oneLine,
  when: canonicalWhen,
  privacy: (privacy) => privacy,
  freeBusyStatus: (status) => status,
  keywords: canonicalKeywords,
  alert: canonicalAlert,
};

function oneLine(text: string): string {
  return withoutUnwritable(text).replace(/\s+/g, ' ').trim();
}

function manyLines(text: string): string {
  const lines = withoutUnwritable(text).split(/\r\n|\r|\n/);
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** By instant, so that the same time in another zone's clothes is the same; an all-day event by its dates. */
function canonicalWhen(when: When): string {
  if (when.showWithoutTime) return `${when.start}/P${durationDays(when.duration)}D`;
  return `${isoSeconds(startInstant(when, when.timeZone))}/${durationSeconds(when.duration)}`;
}

/** As JSON, since a keyword may contain any separator. The order means nothing to Outlook. */
function canonicalKeywords(keywords: readonly string[]): string {
  const distinct = new Set(keywords.map(oneLine).filter((keyword) => keyword !== ''));
  return JSON.stringify([...distinct].sort());
}

function canonicalAlert(alert: Alert): string {
  return alert === null ? '' : String(alert.minutesBefore);
}

function isoSeconds(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}
