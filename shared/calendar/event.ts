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
}

/** An all-day event has dates and no zone: it is the same date wherever it is read. */
export interface AllDayWhen {
  readonly showWithoutTime: true;
  readonly start: LocalDate;
  readonly duration: Duration;
}

export type When = TimedWhen | AllDayWhen;

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
