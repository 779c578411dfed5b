// The canonical event of both sides, in the terms of JSCalendar (RFC 8984). Comparison, merge and conflicts go field by
// field of CalendarEvent.

/** A date without zone: `2026-11-20`. */
export type LocalDate = string;
/** A wall-clock time without zone: `2026-11-20T09:00:00` (RFC 8984 section 1.4.4). */
export type LocalDateTime = string;
/** The name of an IANA time zone: `Europe/Helsinki`. */
export type TimeZoneId = string;
/** An ISO 8601 duration: time parts only for timed events (`PT1H30M`), days only for all-day ones (`P2D`). */
export type Duration = string;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** The time from one instant (included) to another (excluded). */
export interface TimeSpan {
  readonly from: Instant;
  readonly until: Instant;
}

export interface TimedWhen {
  readonly showWithoutTime: false;
  readonly start: LocalDateTime;
  readonly timeZone: TimeZoneId;
  /** The Windows zone that the mailbox gave. It is kept, so that it is written back unchanged. */
  readonly windowsTimeZone?: string;
  readonly duration: Duration;
  readonly recurrence?: Recurrence;
}

/** An all-day event has dates and no zone: it is the same date wherever it is read. */
export interface AllDayWhen {
  readonly showWithoutTime: true;
  readonly start: LocalDate;
  readonly duration: Duration;
  readonly recurrence?: Recurrence;
}

/** The time of an event; for a series, the time of its first occurrence and its recurrence. */
export type When = TimedWhen | AllDayWhen;

export type Weekday = 'mo' | 'tu' | 'we' | 'th' | 'fr' | 'sa' | 'su';

/** A weekday, or the `nthOfPeriod`-th such weekday of the month or year: 1 the first, -1 the last. */
export interface NDay {
  readonly day: Weekday;
  readonly nthOfPeriod?: number;
}

/** A recurrence rule of the Gregorian calendar (RFC 8984 section 4.3.3). The first occurrence is the event's own start. */
export interface RecurrenceRule {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  /** The interval in days, weeks, months or years. */
  readonly interval: number;
  /** The first day of a week; Monday where it is absent. It matters where the interval leaves out weeks. */
  readonly firstDayOfWeek?: Weekday;
  readonly byDay?: readonly NDay[];
  /** 1 to 31, or -1 (the last day) to -31. */
  readonly byMonthDay?: readonly number[];
  /** 1 (January) to 12. */
  readonly byMonth?: readonly number[];
  readonly bySetPosition?: readonly number[];
  /** `backward`: a month that lacks the day has its occurrence on its last day (RFC 7529 section 4.1). Absent: it has none. */
  readonly skip?: 'backward';
  readonly end: RecurrenceEnd;
}

/** `until`: the last date, inclusive, on which an occurrence may start, in the zone of the series. */
export type RecurrenceEnd =
  | { readonly kind: 'never' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'until'; readonly until: LocalDate };

/** The start that the rule gives an occurrence, in the form of the start of its series (RFC 8984 section 4.3.5). */
export type RecurrenceId = LocalDateTime | LocalDate;

export interface Recurrence {
  readonly rule: RecurrenceRule;
  /** The occurrences that differ from the rule. An id that the rule does not give adds an occurrence. */
  readonly overrides: Readonly<Record<RecurrenceId, OccurrenceOverride>>;
}

export type OccurrenceOverride = { readonly excluded: true } | OccurrencePatch;

/** The differences of one occurrence from its series. Privacy and zone are always those of the series (RFC 8984 section 4.3.5). */
export interface OccurrencePatch {
  readonly when?: OccurrenceWhen;
  readonly title?: string;
  readonly description?: string;
  readonly location?: string;
  readonly freeBusyStatus?: FreeBusyStatus;
  readonly keywords?: readonly string[];
  readonly alert?: Alert;
}

/**
 * The time of one occurrence, local in the zone of its series; for an all-day series, in the zone of the mailbox. An
 * occurrence of a timed series may be all-day, and the reverse.
 */
export type OccurrenceWhen =
  | { readonly showWithoutTime: false; readonly start: LocalDateTime; readonly duration: Duration }
  | { readonly showWithoutTime: true; readonly start: LocalDate; readonly duration: Duration };

/** RFC 8984 section 4.4.3. `personal` is a Sensitivity of Exchange that the RFC lacks. */
export type Privacy = 'public' | 'personal' | 'private' | 'secret';

/** RFC 8984 section 4.4.2 defines `free` and `busy`; the others are Exchange's. */
export type FreeBusyStatus = 'free' | 'busy' | 'tentative' | 'oof' | 'workingElsewhere';

/** The reminder, in minutes before the start; null where there is none. */
export type Alert = { readonly minutesBefore: number } | null;

export interface CalendarEvent {
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** One field, since a start without its zone, duration or rule means nothing. */
  readonly when: When;
  readonly privacy: Privacy;
  readonly freeBusyStatus: FreeBusyStatus;
  /** Outlook's categories. JSCalendar calls them keywords; its `categories` are URIs. */
  readonly keywords: readonly string[];
  readonly alert: Alert;
}

export type EventField = keyof CalendarEvent;

/** All fields, in the order in which people read an event. */
export const EVENT_FIELDS = [
  'title',
  'description',
  'location',
  'when',
  'privacy',
  'freeBusyStatus',
  'keywords',
  'alert',
] as const satisfies readonly EventField[];

export type EventPatch = { readonly [F in EventField]?: CalendarEvent[F] };
