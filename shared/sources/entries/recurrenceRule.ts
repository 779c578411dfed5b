// The recurrence rule of an entry, in JSCalendar's words (RFC 8984 section 4.3.3) of the Gregorian calendar; one rule, as in that
// document's successor. Parts that RFC 5545 section 3.3.10 forbids to stand together are refused.
import { z } from 'zod';
import type { LocalDate, LocalDateTime, RecurrenceEnd, RecurrenceRule } from '../../calendar/event.ts';
import { toInstant, toLocal } from '../../calendar/timeZone.ts';
import { dateOrDateTime } from './fields.ts';

/** Every day for 27 years. */
const COUNT_MOST = 10_000;
const INTERVAL_MOST = 1_000;
const LIST_MOST = 100;

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.number(message).int(message).min(least, message).max(most, message);
};
const fromEitherEnd = (most: number) => whole(-most, most).refine((place) => place !== 0, 'must not be 0');
const list = <S extends z.ZodType>(each: S) =>
  z.array(each, 'must be a list').min(1, 'must not be empty').max(LIST_MOST, `must be at most ${LIST_MOST}`);
const weekday = z.enum(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], 'must be mo, tu, we, th, fr, sa or su');
const nDay = z.strictObject({ day: weekday, nthOfPeriod: fromEitherEnd(53).exactOptional() }, 'must be an object');

export const recurrenceRule = z
  .strictObject(
    {
      frequency: z.enum(['daily', 'weekly', 'monthly', 'yearly'], 'must be daily, weekly, monthly or yearly'),
      interval: whole(1, INTERVAL_MOST).default(1),
      firstDayOfWeek: weekday.exactOptional(),
      byDay: list(nDay).exactOptional(),
      byMonthDay: list(fromEitherEnd(31)).exactOptional(),
      byMonth: list(whole(1, 12)).exactOptional(),
      bySetPosition: list(fromEitherEnd(366)).exactOptional(),
      skip: z.literal('backward', 'must be backward, or be left out').exactOptional(),
      count: whole(1, COUNT_MOST).exactOptional(),
      until: dateOrDateTime.exactOptional(),
    },
    'must be an object',
  )
  .superRefine((rule, { addIssue }) => {
    const wrong = (path: PropertyKey[], message: string) => addIssue({ code: 'custom', path, message, input: rule });
    const { frequency, byDay = [], byMonthDay, byMonth, bySetPosition, count, until } = rule;
    const most = { daily: 0, weekly: 0, monthly: 5, yearly: 53 }[frequency];
    byDay.forEach(({ nthOfPeriod = 0 }, index) => {
      if (Math.abs(nthOfPeriod) <= most) return;
      const message = most === 0 ? 'is only for monthly and yearly rules' : `must be from -${most} to ${most}`;
      wrong(['byDay', index, 'nthOfPeriod'], message);
    });
    if (frequency === 'weekly' && byMonthDay) wrong(['byMonthDay'], 'is not for weekly rules');
    if (bySetPosition && byDay.length === 0 && !byMonthDay && !byMonth)
      wrong(['bySetPosition'], 'needs byDay, byMonthDay or byMonth');
    if (count !== undefined && until !== undefined) wrong(['until'], 'must not stand beside count');
  });

export type RuleInput = z.output<typeof recurrenceRule>;

/** The rule of a series that begins at `start`. */
export function ruleFrom({ count, until, ...rule }: RuleInput, start: LocalDateTime | LocalDate): RecurrenceRule {
  return { ...rule, end: endFrom(count, until, start) };
}

/** The rule as the API gives it. */
export function ruleJson({ end, ...rule }: RecurrenceRule): object {
  if (end.kind === 'never') return rule;
  return end.kind === 'count' ? { ...rule, count: end.count } : { ...rule, until: end.until };
}

function endFrom(count: number | undefined, until: string | undefined, start: string): RecurrenceEnd {
  if (count !== undefined) return { kind: 'count', count };
  return until === undefined ? { kind: 'never' } : { kind: 'until', until: lastDate(until, start) };
}

/** The last date on which an occurrence may start: the one of `until` itself, unless the series starts later on a day. */
function lastDate(until: LocalDate | LocalDateTime, start: LocalDateTime | LocalDate): LocalDate {
  const [date = '', time] = until.split('T');
  const [, startTime] = start.split('T');
  if (time === undefined || startTime === undefined || startTime <= time.padEnd(startTime.length, ':00')) return date;
  return toLocal(toInstant(`${date}T00:00:00`, 'UTC') - DAY_MS, 'UTC').slice(0, date.length);
}

const DAY_MS = 86_400_000;
