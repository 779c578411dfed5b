// The occurrences of a series that do not take place as its rule says, in JSCalendar's words (RFC 8984 section 4.3.5).
// The key is the start that the rule gives. The occurrence is either excluded or has other values. Privacy, zone and
// people are the series'.
import { z } from 'zod';
import type {
  AllDayWhen,
  OccurrenceOverride,
  OccurrencePatch,
  OccurrenceWhen,
  RecurrenceId,
  TimedWhen,
  TimeZoneId,
} from '../../calendar/event.ts';
import { type FieldError, fieldAt, fieldErrors, PARSING } from './fieldErrors.ts';
import { occurrenceFields } from './fields.ts';
import { allDaySpan, parseSpan, type SpanInput, spanJson, timedSpan } from './span.ts';

/** The first occurrence: its times are those of each occurrence without times of its own. */
export type First = Omit<TimedWhen, 'recurrence'> | Omit<AllDayWhen, 'recurrence'>;

export type ParsedOverride =
  | { readonly ok: true; readonly override: OccurrenceOverride }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const FIELD = 'recurrenceOverrides';

export const recurrenceOverrides = z.record(z.string(), z.unknown(), 'must be an object');

/** The override of the occurrence `id` of a series. Every error names its field. */
export function parseOverride(id: RecurrenceId, value: unknown, first: First): ParsedOverride {
  const parsed = schemaOf(value, first).safeParse(value, PARSING);
  if (!parsed.success) return { ok: false, errors: fieldErrors(parsed.error.issues, [FIELD, id]) };
  if ('excluded' in parsed.data) return { ok: true, override: { excluded: true } };
  const { showWithoutTime, start, end, duration, alert, ...texts } = parsed.data;
  const patch: OccurrencePatch = {
    ...texts,
    ...(alert === undefined ? {} : { alert: alert === null ? null : { minutesBefore: alert } }),
  };
  const times = { showWithoutTime, start, end, duration };
  if (Object.values(times).every((each) => each === undefined)) return { ok: true, override: patch };
  const when = parseSpan(asInSeries(times, id, first), zoneOf(first));
  if (when.ok) return { ok: true, override: { when: when.span, ...patch } };
  return { ok: false, errors: [{ field: fieldAt(FIELD, id, when.field), message: when.message }] };
}

/** The override as the API gives it. */
export function overrideJson(override: OccurrenceOverride, first: First): object {
  if ('excluded' in override) return override;
  const { when, alert, ...texts } = override;
  return {
    ...(when ? timesJson(when, first) : {}),
    ...texts,
    ...(alert === undefined ? {} : { alert: alert?.minutesBefore ?? null }),
  };
}

const excluded = z.strictObject({ excluded: z.literal(true, 'must be true, or be left out') });
const timed = z.strictObject(
  {
    ...occurrenceFields,
    ...timedSpan,
    showWithoutTime: z.literal(false, 'must be true or false').exactOptional(),
    start: timedSpan.start.exactOptional(),
  },
  'must be an object',
);
const allDay = z.strictObject(
  {
    ...occurrenceFields,
    ...allDaySpan,
    showWithoutTime: z.literal(true, 'must be true or false').exactOptional(),
    start: allDaySpan.start.exactOptional(),
  },
  'must be an object',
);

function schemaOf(value: unknown, first: First): typeof excluded | typeof timed | typeof allDay {
  if (typeof value !== 'object' || value === null) return timed;
  if ('excluded' in value) return excluded;
  const showWithoutTime = 'showWithoutTime' in value ? value.showWithoutTime === true : first.showWithoutTime;
  return showWithoutTime ? allDay : timed;
}

type Times = { readonly [F in keyof SpanInput]: SpanInput[F] | undefined };

/** Times that an occurrence leaves out are the series', unless one has times and the other has dates. */
function asInSeries(times: Times, id: RecurrenceId, first: First): SpanInput {
  const { showWithoutTime = first.showWithoutTime, start, end, duration } = times;
  if (showWithoutTime !== first.showWithoutTime) return { showWithoutTime, start, end, duration };
  return {
    showWithoutTime,
    start: start ?? id,
    end,
    duration: duration ?? (end === undefined ? first.duration : undefined),
  };
}

const timesJson = (when: OccurrenceWhen, first: First): object => ({
  ...(when.showWithoutTime === first.showWithoutTime ? {} : { showWithoutTime: when.showWithoutTime }),
  ...spanJson(when, zoneOf(first)),
});

/** An occurrence with times of an all-day series is wall-clock time: it is measured where clocks are never changed. */
const zoneOf = (first: First): TimeZoneId => (first.showWithoutTime ? 'UTC' : first.timeZone);
