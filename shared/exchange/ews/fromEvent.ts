// The canonical event -> a calendar item as EWS takes it, through the library's object. Mirrors toEvent.ts.
import type {
  Appointment,
  DateTime,
  ExchangeService,
  ExchangeVersion,
  LegacyFreeBusyStatus,
  Sensitivity,
  TimeZoneInfo,
} from 'ews-javascript-api';
import type { EventPatch, FreeBusyStatus, Instant, Privacy, TimeZoneId, When } from '../../calendar/event.ts';
import { endInstant, startInstant } from '../../calendar/when.ts';
import { windowsFromIana } from '../../calendar/windowsZones.ts';
import type { Creation, Update } from '../../sync/remote.ts';
import type { Ews } from './request.ts';
import { boundAppointment, NULL } from './runtime.ts';
import { tagProperty, tagValue } from './tag.ts';

/** A new item with every field and our tag. `timeZone`: the connection's, in which all-day events begin. */
export function appointmentFromCreation(
  ews: Ews,
  service: ExchangeService,
  creation: Creation,
  timeZone: TimeZoneId,
): Appointment {
  const appointment = new ews.Appointment(service);
  assign(ews, appointment, withoutEmpty(creation.event), timeZone);
  appointment.SetExtendedProperty(tagProperty(ews, 'Created'), tagValue(creation.tag));
  // A request that the network delivers twice makes two items with this UID; a person's copy gets another one.
  appointment.ICalUid = tagValue(creation.tag);
  return appointment;
}

/** The changed fields of an existing item and the rev. An empty text or list deletes its property. */
export function appointmentFromUpdate(
  ews: Ews,
  service: ExchangeService,
  update: Update,
  timeZone: TimeZoneId,
): Appointment {
  const appointment = boundAppointment(ews, service, update.id, update.version);
  assign(ews, appointment, update.patch, timeZone);
  appointment.SetExtendedProperty(tagProperty(ews, 'Written'), update.rev);
  return appointment;
}

/** What an item that does not exist yet has anyway. */
function withoutEmpty(patch: EventPatch): EventPatch {
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)),
  );
}

function assign(ews: Ews, appointment: Appointment, patch: EventPatch, timeZone: TimeZoneId): void {
  const { title, description, location, when, privacy, freeBusyStatus, keywords, alert } = patch;
  if (title !== undefined) appointment.Subject = title || NULL;
  if (description !== undefined) {
    appointment.Body = description ? new ews.MessageBody(ews.BodyType.Text, description) : NULL;
  }
  if (location !== undefined) appointment.Location = location || NULL;
  if (when !== undefined) assignWhen(ews, appointment, when, timeZone);
  if (privacy !== undefined) appointment.Sensitivity = sensitivity(ews, privacy);
  if (freeBusyStatus !== undefined) {
    const { RequestedServerVersion: version } = appointment.Service;
    appointment.LegacyFreeBusyStatus = legacyFreeBusyStatus(ews, holdable(ews, version, freeBusyStatus));
  }
  if (keywords !== undefined) assignKeywords(ews, appointment, keywords);
  if (alert !== undefined) {
    appointment.IsReminderSet = alert !== null;
    if (alert !== null) appointment.ReminderMinutesBeforeStart = alert.minutesBefore;
  }
}

/**
 * Before 2013, Exchange has no WorkingElsewhere: who works elsewhere can be asked, so that the time is free. The
 * connection test says so. What is read afterwards is the base of later comparisons, so that nothing is written back.
 */
const holdable = (ews: Ews, version: ExchangeVersion, status: FreeBusyStatus): FreeBusyStatus =>
  status === 'workingElsewhere' && version < ews.ExchangeVersion.Exchange2013 ? 'free' : status;

/** Nobody sees an empty category, and Exchange takes none. */
function assignKeywords(ews: Ews, appointment: Appointment, keywords: readonly string[]): void {
  const categories = keywords.filter((keyword) => keyword.trim() !== '');
  appointment.Categories = categories.length > 0 ? new ews.StringList(categories) : NULL;
}

/**
 * The five properties go together: half of them would be read in the zone or the kind that the item had before. For
 * Exchange 2007 the library writes the start's zone as MeetingTimeZone; there is none of the end.
 */
function assignWhen(ews: Ews, appointment: Appointment, when: When, timeZone: TimeZoneId): void {
  const { zone, windowsTimeZone } = zoneToWrite(when, timeZone);
  const windowsZone = windowsZoneInfo(ews, windowsTimeZone);
  appointment.Start = dateTime(ews, startInstant(when, zone));
  appointment.End = dateTime(ews, endInstant(when, zone));
  appointment.StartTimeZone = windowsZone;
  if (appointment.Service.RequestedServerVersion > ews.ExchangeVersion.Exchange2007_SP1) {
    appointment.EndTimeZone = windowsZone;
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

const sensitivity = (ews: Ews, privacy: Privacy): Sensitivity =>
  ({
    public: ews.Sensitivity.Normal,
    personal: ews.Sensitivity.Personal,
    private: ews.Sensitivity.Private,
    secret: ews.Sensitivity.Confidential,
  })[privacy];

const legacyFreeBusyStatus = (ews: Ews, status: FreeBusyStatus): LegacyFreeBusyStatus =>
  ({
    free: ews.LegacyFreeBusyStatus.Free,
    busy: ews.LegacyFreeBusyStatus.Busy,
    tentative: ews.LegacyFreeBusyStatus.Tentative,
    oof: ews.LegacyFreeBusyStatus.OOF,
    workingElsewhere: ews.LegacyFreeBusyStatus.WorkingElsewhere,
  })[status];
