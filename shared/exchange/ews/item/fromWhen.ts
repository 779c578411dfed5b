// When an event takes place -> the times and the zone of a calendar item as EWS takes them. Mirrors toWhen.ts.
import type { Appointment, TimeZoneInfo } from 'ews-javascript-api';
import { dateOf, dayOf } from '../../../calendar/days.ts';
import type { Instant, LocalDate, LocalDateTime, OccurrenceWhen, TimedWhen, When } from '../../../calendar/event.ts';
import { durationDays, durationSeconds, endInstant, startInstant } from '../../../calendar/when.ts';
import { windowsFromIana } from '../../../calendar/zones/windowsZones.ts';
import { type WindowsZones, windowsZoneFor } from '../../../calendar/zones/zoneChoice.ts';
import { instantAt, laterBy, type ZoneClock } from '../../../calendar/zones/zoneClock.ts';
import { zoneText } from '../../seriesWhen.ts';
import type { Ews } from '../library/captureRequest.ts';
import { timeAsWritten } from '../library/timesAsWritten.ts';
import { recurrenceFromWhen } from './fromRule.ts';
import { tagProperty } from './tag.ts';

/** The zones that a time is written with. */
export interface WritingZones {
  /** The Windows id of the mailbox's zone, in which all-day events begin. */
  readonly allDay: string;
  /** The server's zones. */
  readonly zones: WindowsZones;
  readonly now: Instant;
}

/**
 * A series is a wall time in its zone, and an all-day event has dates. Both are written without an offset: the server
 * reads them by its own rules (learn.microsoft.com: Time zones and EWS in Exchange). A single event is an instant, and
 * its zone a label. Exchange applies the properties of an update in their order: a time that is set while the item
 * still is all-day becomes a whole day. For Exchange 2007 the library writes the start's zone as MeetingTimeZone; there
 * is none of the end.
 */
export function assignWhen(
  ews: Ews,
  appointment: Appointment,
  { when, writing }: { readonly when: When; readonly writing: WritingZones },
): void {
  const id = idToWrite(when, writing);
  const { RequestedServerVersion: version } = appointment.Service;
  const windowsZone = windowsZoneInfo(ews, id);
  appointment.StartTimeZone = windowsZone;
  if (version > ews.ExchangeVersion.Exchange2007_SP1) appointment.EndTimeZone = windowsZone;
  appointment.IsAllDayEvent = when.showWithoutTime;
  const [start, end] = timesOf(when);
  appointment.Start = timeAsWritten(ews, appointment.Service, start);
  appointment.End = timeAsWritten(ews, appointment.Service, end);
  if (!when.recurrence) return;
  appointment.Recurrence = recurrenceFromWhen(ews, version, when);
  if (!when.showWithoutTime) appointment.SetExtendedProperty(tagProperty(ews, 'Zone'), zoneText(when.timeZone, id));
}

/** A single event in a zone that the server does not have is labelled UTC: its instants are right. */
function idToWrite(when: When, { allDay, zones, now }: WritingZones): string {
  return when.showWithoutTime ? allDay : (windowsZoneFor(when, zones, now) ?? labelOf(when, zones));
}

const labelOf = ({ timeZone }: TimedWhen, { clockOf }: WindowsZones): string => {
  const id = windowsFromIana(timeZone);
  return id !== undefined && clockOf(id) ? id : 'UTC';
};

function timesOf(when: When): [start: string, end: string] {
  if (when.showWithoutTime) return [midnight(when.start), midnight(dayAfter(when))];
  if (when.recurrence) return [when.start, laterBy(when.start, durationSeconds(when.duration))];
  return [inUtc(startInstant(when, when.timeZone)), inUtc(endInstant(when, when.timeZone))];
}

const dayAfter = ({ start, duration }: OccurrenceWhen): LocalDate => dateOf(dayOf(start) + durationDays(duration));

const inUtc = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, SECONDS_AT)}Z`;

const SECONDS_AT = '2026-11-20T09:00:00'.length;

const midnight = (date: LocalDate): LocalDateTime => `${date}T00:00:00`;

/** The zone of the series of an occurrence, as the server has it. */
export interface SeriesZone {
  readonly clock: ZoneClock;
  /** For 2007 the library demands it. */
  readonly windowsTimeZone: string;
}

/** The time of one occurrence, by the server's clock: the zone is the series', and Exchange takes none here. */
export function assignOccurrenceWhen(
  ews: Ews,
  appointment: Appointment,
  { when, zone }: { readonly when: OccurrenceWhen; readonly zone: SeriesZone },
): void {
  const { Service: service } = appointment;
  if (service.RequestedServerVersion === ews.ExchangeVersion.Exchange2007_SP1) {
    appointment.StartTimeZone = windowsZoneInfo(ews, zone.windowsTimeZone);
  }
  appointment.IsAllDayEvent = when.showWithoutTime;
  const [start, end] = occurrenceInstants(when, zone.clock);
  appointment.Start = timeAsWritten(ews, service, inUtc(start));
  appointment.End = timeAsWritten(ews, service, inUtc(end));
}

function occurrenceInstants(when: OccurrenceWhen, clock: ZoneClock): [start: Instant, end: Instant] {
  if (when.showWithoutTime) return [instantAt(clock, midnight(when.start)), instantAt(clock, midnight(dayAfter(when)))];
  const start = instantAt(clock, when.start);
  return [start, start + durationSeconds(when.duration) * SECOND_MS];
}

const SECOND_MS = 1000;

/** By its id alone, as Exchange knows the rules; the library's own table of zones is frozen and throws on new ones. */
const windowsZoneInfo = (ews: Ews, id: string): TimeZoneInfo =>
  ews.TimeZoneInfo.CreateCustomTimeZone(id, ews.TimeSpan.Zero, id, id);
