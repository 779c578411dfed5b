// The schema of an event inside the row of an entry. The `when` of a series holds its rule and its overrides.
import { z } from 'zod';
import type {
  Alert,
  AllDayWhen,
  CalendarEvent,
  EventPatch,
  NDay,
  OccurrenceOverride,
  OccurrencePatch,
  OccurrenceWhen,
  Recurrence,
  RecurrenceEnd,
  RecurrenceRule,
  TimedWhen,
  When,
} from '../../calendar/event.ts';
import { rowSchema } from '../table/schema.ts';

const text = z.string();
const whole = z.number().int();
const freeBusyStatus = z.enum(['free', 'busy', 'tentative', 'oof', 'workingElsewhere']);
const alert = z.nullable(rowSchema<NonNullable<Alert>>({ minutesBefore: whole }));
const weekday = z.enum(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']);

const end: z.ZodType<RecurrenceEnd> = z.union([
  rowSchema<Extract<RecurrenceEnd, { kind: 'never' }>>({ kind: z.literal('never') }),
  rowSchema<Extract<RecurrenceEnd, { kind: 'count' }>>({ kind: z.literal('count'), count: whole.positive() }),
  rowSchema<Extract<RecurrenceEnd, { kind: 'until' }>>({ kind: z.literal('until'), until: text }),
]);

const rule = rowSchema<RecurrenceRule>({
  frequency: z.enum(['daily', 'weekly', 'monthly', 'yearly']),
  interval: whole.positive(),
  firstDayOfWeek: weekday.exactOptional(),
  byDay: z.array(rowSchema<NDay>({ day: weekday, nthOfPeriod: whole.exactOptional() })).exactOptional(),
  byMonthDay: z.array(whole).exactOptional(),
  byMonth: z.array(whole).exactOptional(),
  bySetPosition: z.array(whole).exactOptional(),
  skip: z.literal('backward').exactOptional(),
  end,
});

const occurrenceWhen: z.ZodType<OccurrenceWhen> = z.union([
  rowSchema<Extract<OccurrenceWhen, { showWithoutTime: false }>>({
    showWithoutTime: z.literal(false),
    start: text,
    duration: text,
  }),
  rowSchema<Extract<OccurrenceWhen, { showWithoutTime: true }>>({
    showWithoutTime: z.literal(true),
    start: text,
    duration: text,
  }),
]);

const override: z.ZodType<OccurrenceOverride> = z.union([
  rowSchema<Extract<OccurrenceOverride, { excluded: true }>>({ excluded: z.literal(true) }),
  rowSchema<OccurrencePatch>({
    when: occurrenceWhen.exactOptional(),
    title: text.exactOptional(),
    description: text.exactOptional(),
    location: text.exactOptional(),
    freeBusyStatus: freeBusyStatus.exactOptional(),
    keywords: z.array(text).exactOptional(),
    alert: alert.exactOptional(),
  }),
]);

const recurrence = rowSchema<Recurrence>({ rule, overrides: z.record(text, override) });

const when: z.ZodType<When> = z.union([
  rowSchema<TimedWhen>({
    showWithoutTime: z.literal(false),
    start: text,
    timeZone: text,
    windowsTimeZone: text.exactOptional(),
    duration: text,
    recurrence: recurrence.exactOptional(),
  }),
  rowSchema<AllDayWhen>({
    showWithoutTime: z.literal(true),
    start: text,
    duration: text,
    recurrence: recurrence.exactOptional(),
  }),
]);

const privacy = z.enum(['public', 'personal', 'private', 'secret']);
const keywords = z.array(text);

/** The schema of exactly an event. */
export const eventSchema = rowSchema<CalendarEvent>({
  title: text,
  description: text,
  location: text,
  when,
  privacy,
  freeBusyStatus,
  keywords,
  alert,
});

/** The schema of a patch: any of the fields of an event. */
export const eventPatchSchema = rowSchema<EventPatch>({
  title: text.exactOptional(),
  description: text.exactOptional(),
  location: text.exactOptional(),
  when: when.exactOptional(),
  privacy: privacy.exactOptional(),
  freeBusyStatus: freeBusyStatus.exactOptional(),
  keywords: keywords.exactOptional(),
  alert: alert.exactOptional(),
});
