// GetItem: items with everything we synchronise, by id, each with its own outcome. One that Exchange itself cannot read
// costs that item, and not the run that would come to it again and again.
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
export async function readItems(mailbox: EwsMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> {
  const outcomes = await readWhole(mailbox, ids);
  const suspects = ids.filter((_, at) => isSuspect(outcomes[at]));
  if (suspects.length === 0) return outcomes;
  const looked = await lookAt(mailbox, suspects);
  const unreadable = new Map(suspects.map((id, at) => [id, looked[at]]));
  return outcomes.map((outcome, at) => {
    const id = ids[at] ?? '';
    const item = unreadable.get(id);
    if (item?.ok) return item;
    return unreadable.has(id) && isDamaged(outcome) ? ok(unreadableItem(id, '')) : outcome;
  });
}

/** Codes that say it of the item itself. */
const DAMAGED: ReadonlySet<string> = new Set([
  'ErrorItemCorrupt',
  'ErrorCorruptData',
  'ErrorContentConversionFailed',
  'ErrorMimeContentConversionFailed',
  'ErrorMimeContentInvalid',
  'ErrorItemPropertyRequestFailed',
]);

const detailOf = (outcome: Outcome<unknown> | undefined): string =>
  outcome && !outcome.ok && 'detail' in outcome.failure ? (outcome.failure.detail ?? '') : '';

const isDamaged = (outcome: Outcome<unknown> | undefined): boolean => DAMAGED.has(detailOf(outcome));

/** What Exchange says of a damaged item, too, and of everything on a bad day. */
const isSuspect = (outcome: Outcome<unknown> | undefined): boolean =>
  isDamaged(outcome) || detailOf(outcome) === 'ErrorInternalServerError';

/** Whether the items are there at all: then it is their content that cannot be read. */
const lookAt = (mailbox: EwsMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> =>
  callForEach(
    mailbox,
    ids.length,
    (ews, service) =>
      service.BindToItems(
        ids.map((id) => new ews.ItemId(id)),
        ews.PropertySet.IdOnly,
      ),
    (message) => {
      const [element] = child(message, 'Items')?.children ?? [];
      const { Id: id, ChangeKey: version } = child(element, 'ItemId')?.attributes ?? {};
      if (id === undefined || version === undefined) return failed(brokenAnswer('an item has no id'));
      return ok(unreadableItem(id, version));
    },
  );

const unreadableItem = (id: string, version: string): MailboxItem => ({
  id,
  version,
  uid: id,
  content: { kind: 'leftOut', reason: 'item-unreadable', title: '' },
});

const readWhole = (mailbox: EwsMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> =>
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
