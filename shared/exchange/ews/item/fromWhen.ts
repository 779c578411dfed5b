// When an event takes place -> the times and the zone of a calendar item as EWS takes them. Mirrors toWhen.ts.
import type { Appointment, DateTime, TimeZoneInfo } from 'ews-javascript-api';
import type { Instant, OccurrenceWhen, TimeZoneId, When } from '../../../calendar/event.ts';
import { endInstant, startInstant } from '../../../calendar/when.ts';
import { windowsFromIana } from '../../../calendar/windowsZones.ts';
import type { Ews } from '../library/captureRequest.ts';
import { recurrenceFromWhen } from './fromRule.ts';

/**
 * The properties go together: half of them would be read in the zone or the kind that the item had before. For
 * Exchange 2007 the library writes the start's zone as MeetingTimeZone; there is none of the end. `timeZone`: the
 * mailbox's, in which all-day events begin.
 */
export function assignWhen(ews: Ews, appointment: Appointment, when: When, timeZone: TimeZoneId): void {
  const { zone, windowsTimeZone } = zoneToWrite(when, timeZone);
  const { RequestedServerVersion: version } = appointment.Service;
  const windowsZone = windowsZoneInfo(ews, windowsTimeZone);
  appointment.Start = dateTime(ews, startInstant(when, zone));
  appointment.End = dateTime(ews, endInstant(when, zone));
  appointment.StartTimeZone = windowsZone;
  if (version > ews.ExchangeVersion.Exchange2007_SP1) appointment.EndTimeZone = windowsZone;
  appointment.IsAllDayEvent = when.showWithoutTime;
  if (when.recurrence) appointment.Recurrence = recurrenceFromWhen(ews, version, when);
}

/**
 * The time of one occurrence. The zone is the series', and Exchange takes none here; for 2007 the library demands one.
 * `timeZone`: of an all-day series, in which its days begin.
 */
export function assignOccurrenceWhen(
  ews: Ews,
  appointment: Appointment,
  occurrence: OccurrenceWhen,
  series: When,
  timeZone: TimeZoneId,
): void {
  const { zone, windowsTimeZone } = zoneToWrite(series, timeZone);
  const when: When = occurrence.showWithoutTime ? occurrence : { ...occurrence, timeZone: zone };
  appointment.Start = dateTime(ews, startInstant(when, zone));
  appointment.End = dateTime(ews, endInstant(when, zone));
  if (appointment.Service.RequestedServerVersion === ews.ExchangeVersion.Exchange2007_SP1) {
    appointment.StartTimeZone = windowsZoneInfo(ews, windowsTimeZone);
  }
  appointment.IsAllDayEvent = when.showWithoutTime;
}

/** Where Windows has no such zone, UTC; of an all-day event then also the midnights. */
function zoneToWrite(when: When, timeZone: TimeZoneId): { zone: TimeZoneId; windowsTimeZone: string } {
  const zone = when.showWithoutTime ? timeZone : when.timeZone;
  const kept = when.showWithoutTime ? undefined : when.windowsTimeZone;
  const windowsTimeZone = kept ?? windowsFromIana(zone);
  return windowsTimeZone === undefined ? { zone: 'UTC', windowsTimeZone: 'UTC' } : { zone, windowsTimeZone };
}

/** By its id alone, as Exchange knows the rules; the library's own table of zones is frozen and throws on new ones. */
const windowsZoneInfo = (ews: Ews, id: string): TimeZoneInfo =>
  ews.TimeZoneInfo.CreateCustomTimeZone(id, ews.TimeSpan.Zero, id, id);

/** From an instant, as the library reads anything else in the zone of the process. */
const dateTime = (ews: Ews, instant: Instant): DateTime => new ews.DateTime(instant);
