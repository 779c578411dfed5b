// An entry as the API takes and gives it, in JSCalendar's words. It says when an entry ends, not how long it lasts,
// because that is what applications have.
import { z } from 'zod';
import type { CalendarEvent, LocalDate, LocalDateTime } from '../../calendar/event.ts';
import { unwritableCharacter } from '../../calendar/text.ts';
import { isTimeZone, toInstant, toLocal } from '../../calendar/timeZone.ts';
import { allDay, durationDays, endInstant, startInstant, timed } from '../../calendar/when.ts';
import type { EntryContent } from '../../state/directory.ts';
import {
  DESCRIPTION_LENGTH,
  KEYWORD_LENGTH,
  KEYWORDS,
  LOCATION_LENGTH,
  PARTICIPANTS,
  TITLE_LENGTH,
} from './fieldLimits.ts';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type ParsedEntry =
  | { readonly ok: true; readonly entry: EntryContent }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const MINUTES_OF_A_YEAR = 525_600;
const DAY_MS = 86_400_000;
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:[0-5]\d)?$/;
const [FIRST_YEAR, LAST_YEAR] = [1601, 4500];
const YEARS = `must be in the years ${FIRST_YEAR} to ${LAST_YEAR}, which calendars hold`;

const writable = (most: number) =>
  z
    .string('must be a text')
    .max(most, `must have at most ${most} characters`)
    .refine((text) => unwritableCharacter(text) === undefined, 'holds a character that calendars cannot carry');
const filled = (most: number) => writable(most).refine((text) => text.trim() !== '', 'must not be empty');
const email = z
  .string('must be an e-mail address')
  .max(254, 'is too long')
  .toLowerCase()
  .pipe(z.email('must be an e-mail address'));

const fields = {
  type: z.string('must be one of the entry types of this source'),
  title: filled(TITLE_LENGTH),
  description: writable(DESCRIPTION_LENGTH).default(''),
  location: writable(LOCATION_LENGTH).default(''),
  privacy: z
    .enum(['public', 'personal', 'private', 'secret'], 'must be public, personal, private or secret')
    .default('public'),
  freeBusyStatus: z
    .enum(
      ['free', 'busy', 'tentative', 'oof', 'workingElsewhere'],
      'must be free, busy, tentative, oof or workingElsewhere',
    )
    .default('busy'),
  keywords: z
    .array(filled(KEYWORD_LENGTH), 'must be a list of texts')
    .max(KEYWORDS, `must be at most ${KEYWORDS}`)
    .default([]),
  alert: z
    .number('must be a number of minutes, or null')
    .int('must be a whole number of minutes')
    .min(0, 'must not be negative')
    .max(MINUTES_OF_A_YEAR, `must be at most ${MINUTES_OF_A_YEAR} minutes`)
    .nullable()
    .default(null),
  owner: email,
  participants: z
    .array(email, 'must be a list of e-mail addresses')
    .max(PARTICIPANTS, `must be at most ${PARTICIPANTS}`)
    .default([]),
};

const localDate = z
  .string('must be a date')
  .regex(LOCAL_DATE, 'must be a date such as 2026-11-20')
  .refine(isReal, 'is no day of the calendar')
  .refine(isHeld, YEARS);
const localDateTime = z
  .string('must be a local date and time')
  .regex(LOCAL_DATE_TIME, 'must be a local date and time such as 2026-11-20T09:00:00, without offset')
  .refine(isReal, 'is no time of the calendar')
  .refine(isHeld, YEARS);
const timeZone = z
  .string('must be a time zone')
  .refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki');

const allDayEntry = z.strictObject(
  { ...fields, showWithoutTime: z.literal(true), start: localDate, end: localDate },
  'must be an object',
);
const timedEntry = z.strictObject(
  {
    ...fields,
    showWithoutTime: z.literal(false, 'must be true or false').default(false),
    start: localDateTime,
    end: localDateTime,
    timeZone,
  },
  'must be an object',
);

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
  const parsed = (isAllDay ? allDayEntry : timedEntry).safeParse(body);
  const errors = parsed.success ? orderErrors(parsed.data) : firstOfEachField(parsed.error.issues, body);
  const { type, owner } = fieldsOf(body);
  if (typeof type === 'string' && !known.types.includes(type)) {
    errors.push({ field: 'type', message: `must be one of the entry types of this source: ${known.types.join(', ')}` });
  }
  if (isAddress(owner) && !known.users.has(owner.toLowerCase())) {
    errors.push({ field: 'owner', message: 'must be the address of a user of the company' });
  }
  if (!parsed.success || errors.length > 0) return { ok: false, errors };
  return { ok: true, entry: contentOf(parsed.data) };
}

/** The entry as the API gives it: what `parseEntry` reads back into the same entry. */
export function entryJson({ type, owner, participants, content }: EntryContent): Record<string, unknown> {
  const people = { owner, participants };
  if (content.kind === 'leftOut') return { type, title: content.title, leftOut: content.reason, ...people };
  const { when, alert, title, description, location, privacy, freeBusyStatus, keywords } = content.event;
  return {
    type,
    title,
    description,
    location,
    ...timesOf(when),
    privacy,
    freeBusyStatus,
    keywords,
    alert: alert?.minutesBefore ?? null,
    ...people,
  };
}

type EntryInput = z.output<typeof allDayEntry> | z.output<typeof timedEntry>;

function orderErrors(entry: EntryInput): FieldError[] {
  if (entry.showWithoutTime) {
    return entry.end > entry.start
      ? []
      : [{ field: 'end', message: 'must be the day after the last day, so after start' }];
  }
  const { start, end } = instantsOf(entry);
  return end >= start ? [] : [{ field: 'end', message: 'must not be before start' }];
}

function contentOf(entry: EntryInput): EntryContent {
  const { type, owner, participants, title, description, location, privacy, freeBusyStatus, keywords, alert } = entry;
  const event: CalendarEvent = {
    title,
    description,
    location,
    when: whenOf(entry),
    privacy,
    freeBusyStatus,
    keywords,
    alert: alert === null ? null : { minutesBefore: alert },
  };
  const others = [...new Set(participants)].filter((address) => address !== owner);
  return { type, owner, participants: others, content: { kind: 'event', event } };
}

function whenOf(entry: EntryInput): CalendarEvent['when'] {
  if (entry.showWithoutTime) return allDay(entry.start, entry.end);
  const { start, end } = instantsOf(entry);
  return timed(start, end, entry.timeZone);
}

const instantsOf = ({ start, end, timeZone }: z.output<typeof timedEntry>) => ({
  start: toInstant(start, timeZone),
  end: toInstant(end, timeZone),
});

function timesOf(when: CalendarEvent['when']): object {
  if (when.showWithoutTime)
    return { showWithoutTime: true, start: when.start, end: dayAfter(when.start, durationDays(when.duration)) };
  const [start, end] = [startInstant(when, when.timeZone), endInstant(when, when.timeZone)];
  // The second pass of an hour that the clocks repeat has no name in local time: then both are written in UTC.
  const named = toInstant(toLocal(end, when.timeZone), when.timeZone) === end;
  const zone = named ? when.timeZone : 'UTC';
  return { showWithoutTime: false, start: toLocal(start, zone), end: toLocal(end, zone), timeZone: zone };
}

const dayAfter = (start: LocalDate, days: number): LocalDate =>
  toLocal(toInstant(`${start}T00:00:00`, 'UTC') + days * DAY_MS, 'UTC').slice(0, start.length);

function isReal(local: LocalDate | LocalDateTime): boolean {
  try {
    toInstant(local, 'UTC');
    return true;
  } catch {
    return false;
  }
}

/** Exchange keeps times as FILETIME, which begins in 1601, and its calendars end in 4500 ([MS-OXOCAL] 2.2.1.44.1). */
function isHeld(local: LocalDate | LocalDateTime): boolean {
  const year = Number(local.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

const isAddress = (value: unknown): value is string => email.safeParse(value).success;

const fieldsOf = (body: unknown): { readonly type?: unknown; readonly owner?: unknown } =>
  typeof body === 'object' && body !== null ? body : {};

/** One sentence a field: a field that is missing is said to be so, one that nobody knows is named itself. */
function firstOfEachField(issues: readonly z.core.$ZodIssue[], body: unknown): FieldError[] {
  const messages = new Map<string, string>();
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) messages.set(key, 'is not a field of an entry');
      continue;
    }
    const field = issue.path.join('.') || 'entry';
    const missing = issue.path.length === 1 && !Object.hasOwn(fieldsOf(body), field);
    if (!messages.has(field)) messages.set(field, missing ? 'is missing' : issue.message);
  }
  return [...messages].map(([field, message]) => ({ field, message }));
}
