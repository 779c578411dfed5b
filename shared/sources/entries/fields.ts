// The allowed values of each field of an entry. Fields that an occurrence of a series may have of its own stand first.
// Defaults are the entry's, since an occurrence without a field has its series' value.
import { z } from 'zod';
import type { LocalDate, LocalDateTime } from '../../calendar/event.ts';
import { normalText } from '../../calendar/text.ts';
import { isTimeZone, toInstant } from '../../calendar/timeZone.ts';
import {
  ALERT_MINUTES,
  DESCRIPTION_LENGTH,
  KEYWORD_LENGTH,
  KEYWORDS,
  LOCATION_LENGTH,
  PARTICIPANTS,
  TITLE_LENGTH,
} from './fieldLimits.ts';

const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:[0-5]\d)?$/;
const TIME_DURATION = /^PT(?=\d)(\d{1,7}H)?(\d{1,7}M)?(\d{1,7}S)?$/;
const DAY_DURATION = /^P0*[1-9]\d{0,5}D$/;
const [FIRST_YEAR, LAST_YEAR] = [1601, 4500];
export const YEARS = `must be in the years ${FIRST_YEAR} to ${LAST_YEAR}, which calendars hold`;

const writable = (most: number) =>
  z.string('must be a text').overwrite(normalText).max(most, `must have at most ${most} characters`);
const filled = (most: number) => writable(most).refine((text) => text.trim() !== '', 'must not be empty');

/** It may be empty: people make events without a title, and what the API gives it takes. */
const title = writable(TITLE_LENGTH);
const description = writable(DESCRIPTION_LENGTH);
const location = writable(LOCATION_LENGTH);
const freeBusyStatus = z.enum(
  ['free', 'busy', 'tentative', 'oof', 'workingElsewhere'],
  'must be free, busy, tentative, oof or workingElsewhere',
);
const keywords = z
  .array(filled(KEYWORD_LENGTH), 'must be a list of texts')
  .max(KEYWORDS, `must be at most ${KEYWORDS}`);
const alert = z
  .number('must be a number of minutes, or null')
  .int('must be a whole number of minutes')
  .min(0, 'must not be negative')
  .max(ALERT_MINUTES, `must be at most ${ALERT_MINUTES} minutes`)
  .nullable();

/** The fields that an occurrence may have of its own, besides its times. */
export const occurrenceFields = {
  title: title.exactOptional(),
  description: description.exactOptional(),
  location: location.exactOptional(),
  freeBusyStatus: freeBusyStatus.exactOptional(),
  keywords: keywords.exactOptional(),
  alert: alert.exactOptional(),
};

/** In lower case. */
export const email = z
  .string('must be an e-mail address')
  .max(254, 'is too long')
  .toLowerCase()
  .pipe(z.email('must be an e-mail address'));

/** The fields of every entry besides its times and its recurrence. */
export const entryFields = {
  type: z.string('must be one of the entry types of this source'),
  title,
  description: description.default(''),
  location: location.default(''),
  privacy: z
    .enum(['public', 'personal', 'private', 'secret'], 'must be public, personal, private or secret')
    .default('public'),
  freeBusyStatus: freeBusyStatus.default('busy'),
  keywords: keywords.default([]),
  alert: alert.default(null),
  owner: email,
  participants: z
    .array(email, 'must be a list of e-mail addresses')
    .max(PARTICIPANTS, `must be at most ${PARTICIPANTS}`)
    .default([]),
};

export const localDate = z
  .string('must be a date')
  .regex(LOCAL_DATE, 'must be a date such as 2026-11-20')
  .refine(isReal, 'is no day of the calendar')
  .refine(isHeld, YEARS);
export const localDateTime = z
  .string('must be a local date and time')
  .regex(LOCAL_DATE_TIME, 'must be a local date and time such as 2026-11-20T09:00:00, without offset')
  .refine(isReal, 'is no time of the calendar')
  .refine(isHeld, YEARS);
export const dateOrDateTime = z
  .string('must be a date')
  .refine(
    (text) => LOCAL_DATE.test(text) || LOCAL_DATE_TIME.test(text),
    'must be a date such as 2026-11-20, or a local date and time, without offset',
  )
  .refine(isReal, 'is no day of the calendar')
  .refine(isHeld, YEARS);
export const timeZone = z
  .string('must be a time zone')
  .refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki');
export const timeDuration = z
  .string('must be a duration')
  .regex(TIME_DURATION, 'must be a duration of hours, minutes and seconds such as PT1H30M');
export const dayDuration = z.string('must be a duration').regex(DAY_DURATION, 'must be a duration of days such as P2D');

/** Exchange keeps times as FILETIME, which begins in 1601, and its calendars end in 4500 ([MS-OXOCAL] 2.2.1.44.1). */
export function isHeld(local: LocalDate | LocalDateTime): boolean {
  const year = Number(/^[+-]?\d+/.exec(local)?.[0]);
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function isReal(local: LocalDate | LocalDateTime): boolean {
  try {
    toInstant(local, 'UTC');
    return true;
  } catch {
    return false;
  }
}
