// What an event is, in JSCalendar's terms (RFC 8984), whichever calendar it stands in.
// The fields of CalendarEvent are the units of comparison, merge and conflict.

/** A date without zone, `2026-11-20`. */
export type LocalDate = string;
/** A wall-clock time without zone, `2026-11-20T09:00:00` (RFC 8984 section 1.4.4). */
export type LocalDateTime = string;
/** An IANA time zone name, `Europe/Helsinki`. */
export type TimeZoneId = string;
/** An ISO 8601 duration: time parts only for timed events (`PT1H30M`), days only for all-day ones (`P2D`). */
export type Duration = string;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export interface TimedWhen {
  readonly showWithoutTime: false;
  readonly start: LocalDateTime;
  readonly timeZone: TimeZoneId;
  /** The Windows zone that the mailbox gave, kept so that it is written back unchanged. */
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

/** When an event takes place; of a series the first occurrence, and how it goes on. */
export type When = TimedWhen | AllDayWhen;

export type Weekday = 'mo' | 'tu' | 'we' | 'th' | 'fr' | 'sa' | 'su';

/** A weekday, or the `nthOfPeriod`-th one of the month or year: 1 the first, -1 the last. */
export interface NDay {
  readonly day: Weekday;
  readonly nthOfPeriod?: number;
}

/** RFC 8984 section 4.3.3, of the Gregorian calendar. The first occurrence is the event's own start. */
export interface RecurrenceRule {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  /** Every so many days, weeks, months or years. */
  readonly interval: number;
  /** Where a week begins; it matters for every second week. Monday without it. */
  readonly firstDayOfWeek?: Weekday;
  readonly byDay?: readonly NDay[];
  /** 1 to 31, or -1 (the last day) to -31. */
  readonly byMonthDay?: readonly number[];
  /** 1 (January) to 12. */
  readonly byMonth?: readonly number[];
  readonly bySetPosition?: readonly number[];
  /** A day that a month does not have means its last one (RFC 7529 section 4.1); without it there is no occurrence. */
  readonly skip?: 'backward';
  readonly end: RecurrenceEnd;
}

/** `until`: the last date, inclusive, on which an occurrence may start, in the zone of the series. */
export type RecurrenceEnd =
  | { readonly kind: 'never' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'until'; readonly until: LocalDate };

/** The start that the rule gives an occurrence, written as the start of its series is (RFC 8984 section 4.3.5). */
export type RecurrenceId = LocalDateTime | LocalDate;

export interface Recurrence {
  readonly rule: RecurrenceRule;
  /** The occurrences that do not take place as the rule says. One that the rule does not give is added by its id. */
  readonly overrides: Readonly<Record<RecurrenceId, OccurrenceOverride>>;
}

export type OccurrenceOverride = { readonly excluded: true } | OccurrencePatch;

/** What is different about one occurrence. Privacy and zone are the series' (RFC 8984 section 4.3.5). */
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
 * A time is local in the zone of the series, of an all-day one in the zone of the mailbox. An occurrence of a series
 * with times may be all-day, and the reverse.
 */
export type OccurrenceWhen =
  | { readonly showWithoutTime: false; readonly start: LocalDateTime; readonly duration: Duration }
  | { readonly showWithoutTime: true; readonly start: LocalDate; readonly duration: Duration };

/** RFC 8984 section 4.4.3; `personal` is Exchange's Sensitivity that the RFC has no word for. */
export type Privacy = 'public' | 'personal' | 'private' | 'secret';

/** RFC 8984 section 4.4.2 has free and busy; the other three are Exchange's. */
export type FreeBusyStatus = 'free' | 'busy' | 'tentative' | 'oof' | 'workingElsewhere';

/** Minutes before the start at which the reminder shows; null without one. */
export type Alert = { readonly minutesBefore: number } | null;

export interface CalendarEvent {
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** One field, since half of it means nothing. */
  readonly when: When;
  readonly privacy: Privacy;
  readonly freeBusyStatus: FreeBusyStatus;
  /** Outlook's categories: JSCalendar calls them keywords, its `categories` are URIs. */
  readonly keywords: readonly string[];
  readonly alert: Alert;
}

export type EventField = keyof CalendarEvent;

/** Every field once, in the order in which people read an event. */
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
