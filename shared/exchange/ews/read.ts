// GetItem: items with everything we synchronise, by id, each with its own outcome.
import type { PropertySet } from 'ews-javascript-api';
import type { MailboxItem } from '../../sync/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/outcome.ts';
import { callForEach, type EwsMailbox } from './call.ts';
import { brokenAnswer } from './failures.ts';
import { child, type XmlElement } from './reader.ts';
import type { Ews } from './request.ts';
import { tagProperty } from './tag.ts';
import { itemFromEws } from './toEvent.ts';

/** The items with these ids, in order; `gone` only where Exchange says ErrorItemNotFound. */
export const readItems = (mailbox: EwsMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> =>
  callForEach(
    mailbox,
    ids.length,
    (ews, service) =>
      service.BindToItems(
        ids.map((id) => new ews.ItemId(id)),
        propertiesToRead(ews),
      ),
    (message) => itemOf(message, mailbox.connection.timeZone),
  );

function itemOf(message: XmlElement, timeZone: string): Outcome<MailboxItem> {
  const [element] = child(message, 'Items')?.children ?? [];
  const item = element ? itemFromEws(element, timeZone) : undefined;
  return item ? ok(item) : failed(brokenAnswer('an item has no id'));
}

function propertiesToRead(ews: Ews): PropertySet {
  const { ItemSchema, AppointmentSchema } = ews;
  const properties = new ews.PropertySet(ews.BasePropertySet.IdOnly, [
    ItemSchema.Subject,
    ItemSchema.Body,
    ItemSchema.Sensitivity,
    ItemSchema.Categories,
    ItemSchema.IsReminderSet,
    ItemSchema.ReminderMinutesBeforeStart,
    AppointmentSchema.Start,
    AppointmentSchema.End,
    AppointmentSchema.IsAllDayEvent,
    AppointmentSchema.StartTimeZone,
    AppointmentSchema.LegacyFreeBusyStatus,
    AppointmentSchema.Location,
    AppointmentSchema.ICalUid,
    AppointmentSchema.AppointmentType,
    tagProperty(ews, 'Created'),
    tagProperty(ews, 'Written'),
  ]);
  properties.RequestedBodyType = ews.BodyType.Text;
  return properties;
}
