// The canonical event -> a calendar item as EWS takes it, through the library's object. Mirrors toEvent.ts.
import type {
  Appointment,
  Attendee,
  ExchangeService,
  ExchangeVersion,
  LegacyFreeBusyStatus,
  Sensitivity,
} from 'ews-javascript-api';
import { normalTexts } from '../../../calendar/canonical/normalTexts.ts';
import type { EventPatch, FreeBusyStatus, OccurrencePatch, Privacy } from '../../../calendar/event.ts';
import type { MailboxCreation } from '../../../sync/ports/mailbox.ts';
import { unpacked } from '../../format/packed.ts';
import type { Invited } from '../../invited.ts';
import type { ItemUpdate } from '../../series/updatePlan.ts';
import { tagValue } from '../../tag.ts';
import { boundAppointment } from '../library/boundAppointment.ts';
import type { Ews } from '../library/captureRequest.ts';
import { emptyAttendees } from '../library/emptiedAttendees.ts';
import { NULL } from '../library/types.ts';
import { deleteUnread } from '../library/unreadProperty.ts';
import { assignOccurrenceWhen, assignWhen, type SeriesZone, type WritingZones } from './fromWhen.ts';
import { tagProperty } from './tag.ts';

/** A version of an item that is there. */
export interface Target {
  readonly id: string;
  readonly version: string;
}

export interface ItemCreation extends MailboxCreation {
  /** More follows: the nonce stands as `Begun`. */
  readonly begins: boolean;
}

export interface OccurrenceUpdate extends Target {
  readonly patch: OccurrencePatch;
  readonly zone: SeriesZone;
}

/** A new item with every field and our tag. */
export function appointmentFromCreation(
  ews: Ews,
  service: ExchangeService,
  { creation, writing }: { readonly creation: ItemCreation; readonly writing: WritingZones },
): Appointment {
  const appointment = new ews.Appointment(service);
  const { when, ...fields } = creation.event;
  assign(ews, appointment, withoutEmpty(fields));
  assignWhen(ews, appointment, { when, writing });
  for (const address of creation.attendees ?? []) appointment.RequiredAttendees.Add(address);
  const { of } = creation.tag;
  appointment.SetExtendedProperty(tagProperty(ews, 'Created'), tagValue(creation.tag));
  if (of !== undefined) appointment.SetExtendedProperty(tagProperty(ews, 'Of'), of);
  if (creation.begins) appointment.SetExtendedProperty(tagProperty(ews, 'Begun'), creation.tag.nonce);
  // A request that the network delivers twice makes two items with this UID; a person's copy gets another one.
  appointment.ICalUid = tagValue(creation.tag);
  return appointment;
}

/** The changed fields of an existing item and the rev. An empty text or list deletes its property. */
export function appointmentFromUpdate(
  ews: Ews,
  service: ExchangeService,
  { update, writing }: { readonly update: ItemUpdate; readonly writing: WritingZones },
): Appointment {
  const appointment = boundAppointment(ews, service, update);
  if (update.attendees) assignAttendees(ews, appointment, update.attendees);
  const { when, ...fields } = update.patch;
  assign(ews, appointment, fields);
  if (update.body !== undefined) {
    appointment.Body = new ews.MessageBody(ews.BodyType.HTML, unpacked(update.body));
  }
  if (when !== undefined) assignWhen(ews, appointment, { when, writing });
  if (update.endsSeries) appointment.Recurrence = NULL;
  if (update.forgetsBegun) deleteUnread(appointment, tagProperty(ews, 'Begun'));
  appointment.SetExtendedProperty(tagProperty(ews, update.stamp), update.rev);
  return appointment;
}

/** The differences that one occurrence gets. */
export function appointmentFromOccurrence(ews: Ews, service: ExchangeService, update: OccurrenceUpdate): Appointment {
  const appointment = boundAppointment(ews, service, update);
  const { when, ...fields } = update.patch;
  assign(ews, appointment, fields);
  if (when !== undefined) assignOccurrenceWhen(ews, appointment, { when, zone: update.zone });
  return appointment;
}

/** The end of a write that took several requests: what was `Begun` is `Written`. */
export function appointmentFromEnd(
  ews: Ews,
  service: ExchangeService,
  { id, version, rev }: Target & { readonly rev: string },
): Appointment {
  const appointment = boundAppointment(ews, service, { id, version });
  deleteUnread(appointment, tagProperty(ews, 'Begun'));
  appointment.SetExtendedProperty(tagProperty(ews, 'Written'), rev);
  return appointment;
}

/** Each list whole, since none can be taken from; the answers that came in stay with their addresses. */
function assignAttendees(ews: Ews, appointment: Appointment, { all, changed }: Invited): void {
  const { RequiredAttendees: required, OptionalAttendees: optional, Resources: resource } = appointment;
  const lists = { required, optional, resource };
  for (const kind of changed) {
    emptyAttendees(lists[kind]);
    for (const { email } of all.filter((each) => each.kind === kind)) lists[kind].Add(attendee(ews, email));
  }
}

/** Some colleagues go by the address that Exchange has inside, which is none of SMTP. */
const attendee = (ews: Ews, address: string): Attendee =>
  address.includes('@') ? new ews.Attendee(address) : new ews.Attendee(address, address, 'EX');

type Fields = Omit<EventPatch, 'when'>;

/** The values that a new item has anyway. */
function withoutEmpty(patch: Fields): Fields {
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)),
  );
}

function assign(ews: Ews, appointment: Appointment, patch: Fields): void {
  const { title, description, location, privacy, freeBusyStatus, keywords, alert } = normalTexts(patch);
  if (title !== undefined) appointment.Subject = title || NULL;
  if (description !== undefined) {
    appointment.Body = description ? new ews.MessageBody(ews.BodyType.Text, description) : NULL;
  }
  if (location !== undefined) appointment.Location = location || NULL;
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
 * connection test says so. The values read afterwards are the base of later comparisons, so that nothing is written
 * back.
 */
const holdable = (ews: Ews, version: ExchangeVersion, status: FreeBusyStatus): FreeBusyStatus =>
  status === 'workingElsewhere' && version < ews.ExchangeVersion.Exchange2013 ? 'free' : status;

/** Nobody sees an empty category, and Exchange takes none. */
function assignKeywords(ews: Ews, appointment: Appointment, keywords: readonly string[]): void {
  const categories = keywords.filter((keyword) => keyword.trim() !== '');
  appointment.Categories = categories.length > 0 ? new ews.StringList(categories) : NULL;
}

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
