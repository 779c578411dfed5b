// The properties that are asked of an item: everything that we synchronise, and the people who take part.
import type { PropertyDefinitionBase, PropertySet } from 'ews-javascript-api';
import type { Ews } from '../library/captureRequest.ts';
import { tagProperty } from './tag.ts';

/** Of an item that stands in the folder: single, or the master of a series. */
export function itemProperties(ews: Ews): PropertySet {
  const { AppointmentSchema } = ews;
  return textSet(ews, [
    ...ofEveryEvent(ews),
    ews.ItemSchema.Sensitivity,
    AppointmentSchema.StartTimeZone,
    AppointmentSchema.ICalUid,
    AppointmentSchema.AppointmentType,
    AppointmentSchema.Recurrence,
    AppointmentSchema.ModifiedOccurrences,
    AppointmentSchema.DeletedOccurrences,
    AppointmentSchema.IsMeeting,
    AppointmentSchema.IsCancelled,
    AppointmentSchema.Organizer,
    AppointmentSchema.RequiredAttendees,
    AppointmentSchema.OptionalAttendees,
    AppointmentSchema.Resources,
    AppointmentSchema.MyResponseType,
    AppointmentSchema.AppointmentState,
    tagProperty(ews, 'Created'),
    tagProperty(ews, 'Of'),
    tagProperty(ews, 'Written'),
    tagProperty(ews, 'Begun'),
    tagProperty(ews, 'Zone'),
  ]);
}

/** Of an exception: what may differ from its series. */
export const exceptionProperties = (ews: Ews): PropertySet => textSet(ews, ofEveryEvent(ews));

/** Of an occurrence that is about to be written: which one it is. Of its master: whether that write is still ours. */
export const occurrenceProperties = (ews: Ews): PropertySet =>
  new ews.PropertySet(ews.BasePropertySet.IdOnly, [
    ews.AppointmentSchema.Start,
    ews.AppointmentSchema.OriginalStart,
    ews.AppointmentSchema.StartTimeZone,
    tagProperty(ews, 'Begun'),
  ]);

/** The body as it is stored, plain or formatted. */
export function bodyProperties(ews: Ews): PropertySet {
  return new ews.PropertySet(ews.BasePropertySet.IdOnly, [ews.ItemSchema.Body]);
}

const ofEveryEvent = ({ ItemSchema, AppointmentSchema }: Ews): PropertyDefinitionBase[] => [
  ItemSchema.Subject,
  ItemSchema.Body,
  ItemSchema.Categories,
  ItemSchema.IsReminderSet,
  ItemSchema.ReminderMinutesBeforeStart,
  AppointmentSchema.Start,
  AppointmentSchema.End,
  AppointmentSchema.IsAllDayEvent,
  AppointmentSchema.LegacyFreeBusyStatus,
  AppointmentSchema.Location,
];

/** Bodies are compared as text, whatever they were written as. */
function textSet(ews: Ews, properties: PropertyDefinitionBase[]): PropertySet {
  const set = new ews.PropertySet(ews.BasePropertySet.IdOnly, properties);
  set.RequestedBodyType = ews.BodyType.Text;
  return set;
}
