// An entry as the API takes it, in JSCalendar's words. It says when an entry ends, not how long it lasts, because that
// is what applications have.
import { z } from 'zod';
import { normalOverrides } from '../../calendar/canonical/normalOverrides.ts';
import type { CalendarEvent, OccurrenceWhen, When } from '../../calendar/event.ts';
import { endInstant, startInstant, timed } from '../../calendar/when.ts';
import type { EntryContent } from '../../state/entry.ts';
import { type FieldError, fieldErrors, PARSING } from './fieldErrors.ts';
import { EVENT_LENGTH, isTooLarge } from './fieldLimits.ts';
import { email, entryFields, timeZone } from './fields.ts';
import { parseRecurrence } from './recurrence.ts';
import { recurrenceOverrides } from './recurrenceOverrides.ts';
import { recurrenceRule } from './recurrenceRule.ts';
import { allDaySpan, parseSpan, timedSpan } from './span.ts';

export type ParsedEntry =
  | { readonly ok: true; readonly entry: EntryContent }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const fields = {
  ...entryFields,
  recurrenceRule: recurrenceRule.exactOptional(),
  recurrenceOverrides: recurrenceOverrides.exactOptional(),
};
const allDayEntry = z.strictObject({ ...fields, ...allDaySpan, showWithoutTime: z.literal(true) }, 'must be an object');
const timedEntry = z.strictObject(
  {
    ...fields,
    ...timedSpan,
    showWithoutTime: z.literal(false, 'must be true or false').default(false),
    timeZone,
  },
  'must be an object',
);
/** Either form of an entry. */
export const entryInput = z.union([timedEntry, allDayEntry]);
type EntryInput = z.output<typeof allDayEntry> | z.output<typeof timedEntry>;

/**
 * Reads an entry from the body of a request. `types` are the ids of the source's entry types, `users` the addresses an
 * owner may have. Every error names its field; local times have no offset, their zone stands in `timeZone`; the end of
 * an all-day entry is the day after its last.
 */
export function parseEntry(
  body: unknown,
  known: { readonly types: readonly string[]; readonly users: ReadonlySet<string> },
): ParsedEntry {
  const isAllDay =
    typeof body === 'object' && body !== null && 'showWithoutTime' in body && body.showWithoutTime === true;
  const parsed = (isAllDay ? allDayEntry : timedEntry).safeParse(body, PARSING);
  const content = parsed.success ? contentOf(parsed.data) : refusal(fieldErrors(parsed.error.issues));
  const strangers = unknownNames(body, known);
  if (strangers.length === 0) return content;
  return refusal(content.ok ? strangers : [...content.errors, ...strangers]);
}

function unknownNames(
  body: unknown,
  known: { readonly types: readonly string[]; readonly users: ReadonlySet<string> },
): FieldError[] {
  const { type, owner } = fieldsOf(body);
  const errors: FieldError[] = [];
  if (typeof type === 'string' && !known.types.includes(type)) {
    errors.push({ field: 'type', message: `must be one of the entry types of this source: ${known.types.join(', ')}` });
  }
  if (isAddress(owner) && !known.users.has(owner.toLowerCase())) {
    errors.push({ field: 'owner', message: 'must be the address of a user of the company' });
  }
  return errors;
}

function contentOf(input: EntryInput): ParsedEntry {
  const zone = input.showWithoutTime ? 'UTC' : input.timeZone;
  const { showWithoutTime, start, end, duration } = input;
  const span = parseSpan({ showWithoutTime, start, end, duration }, zone);
  if (!span.ok) return refusal([{ field: span.field, message: span.message }]);
  const when = whenOf(input, span.span, zone);
  return when.ok ? entryOf(input, when.when) : when;
}

function whenOf(
  input: EntryInput,
  span: OccurrenceWhen,
  zone: string,
): { readonly ok: true; readonly when: When } | Extract<ParsedEntry, { ok: false }> {
  const { recurrenceRule: rule, recurrenceOverrides: overrides } = input;
  const first = span.showWithoutTime ? span : { ...span, timeZone: zone };
  if (rule) {
    const parsed = parseRecurrence(rule, overrides ?? {}, first);
    return parsed.ok ? { ok: true, when: { ...first, recurrence: parsed.recurrence } } : parsed;
  }
  if (overrides) return refusal([{ field: 'recurrenceOverrides', message: 'needs recurrenceRule' }]);
  // A single event is its instants: a start that the clocks skip is written down as the time that it means.
  return {
    ok: true,
    when: first.showWithoutTime
      ? first
      : timed({ start: startInstant(first, zone), end: endInstant(first, zone) }, zone),
  };
}

function entryOf(input: EntryInput, when: When): ParsedEntry {
  const { type, owner, participants, title, description, location, privacy, freeBusyStatus, keywords, alert } = input;
  const event: CalendarEvent = normalOverrides({
    title,
    description,
    location,
    when,
    privacy,
    freeBusyStatus,
    keywords,
    alert: alert === null ? null : { minutesBefore: alert },
  });
  if (isTooLarge(event)) {
    const field = when.recurrence ? 'recurrenceOverrides' : 'description';
    return refusal([{ field, message: `must be shorter: an entry has room for ${EVENT_LENGTH} characters of JSON` }]);
  }
  const others = [...new Set(participants)].filter((address) => address !== owner);
  return { ok: true, entry: { type, owner, participants: others, content: { kind: 'event', event } } };
}

const refusal = (errors: readonly FieldError[]) => ({ ok: false, errors }) as const;

const isAddress = (value: unknown): value is string => email.safeParse(value).success;

const fieldsOf = (body: unknown): { readonly type?: unknown; readonly owner?: unknown } =>
  typeof body === 'object' && body !== null ? body : {};
