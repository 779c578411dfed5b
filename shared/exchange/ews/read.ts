// GetItem: items with everything we synchronise, by id, each with its own outcome. One that Exchange itself cannot read
// costs that item, and not the run that would come to it again and again.
import type { TimeZoneId } from '../../calendar/event.ts';
import type { WindowsZones } from '../../calendar/zones/zoneChoice.ts';
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { getItems } from './getItem.ts';
import { itemProperties } from './item/itemProperties.ts';
import { itemFromEws } from './item/toEvent.ts';
import { isAllDay, isMaster, namesUnknownZone, zoneOfItem } from './item/toWhen.ts';
import { type Exceptions, exceptionsOf, readExceptions } from './readExceptions.ts';
import type { EwsMailbox } from './soap/call.ts';
import { child, type XmlElement } from './xml/reader.ts';
import { zoneOfMailbox } from './zones/mailboxZone.ts';
import { zonesOfServer, zonesSoFar } from './zones/serverZones.ts';

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

/** The code that Exchange answers for a damaged item, and on a bad day for everything. */
const isSuspect = (outcome: Outcome<unknown> | undefined): boolean =>
  isDamaged(outcome) || detailOf(outcome) === 'ErrorInternalServerError';

/** True when the items are there at all: then it is their content that cannot be read. */
async function lookAt(mailbox: EwsMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> {
  const elements = await getItems(mailbox, ids, (ews) => ews.PropertySet.IdOnly);
  return elements.map((element) => {
    if (!element.ok) return element;
    const { Id: id, ChangeKey: version } = child(element.value, 'ItemId')?.attributes ?? {};
    if (id === undefined || version === undefined) return failed(brokenAnswer('an item has no id'));
    return ok(unreadableItem(id, version));
  });
}

const unreadableItem = (id: string, version: string): MailboxItem => ({
  id,
  version,
  uid: id,
  content: { kind: 'leftOut', reason: 'item-unreadable', title: '' },
});

async function readWhole(mailbox: EwsMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> {
  const elements = await getItems(mailbox, ids, itemProperties);
  const exceptions = await readExceptions(
    mailbox,
    elements.flatMap((element) => (element.ok ? [element.value] : [])),
  );
  const items: Outcome<MailboxItem>[] = [];
  for (const element of elements) items.push(element.ok ? await itemOf(mailbox, element.value, exceptions) : element);
  return items;
}

async function itemOf(mailbox: EwsMailbox, element: XmlElement, exceptions: Exceptions): Promise<Outcome<MailboxItem>> {
  const zones = needsRules(element) ? await zonesOfServer(mailbox) : ok(zonesSoFar(mailbox));
  if (!zones.ok) return zones;
  const zone = await zoneToReadIn(mailbox, element, zones.value);
  if (!zone.ok) return zone;
  const own = exceptionsOf(element, exceptions);
  if (!own.ok) return own;
  const item = itemFromEws(element, zone.value, { exceptions: own.value, zones: zones.value });
  return item ? ok(item) : failed(brokenAnswer('an item has no id'));
}

/** The mailbox is asked for its zone only where dates depend on it. */
async function zoneToReadIn(
  mailbox: EwsMailbox,
  element: XmlElement,
  zones: WindowsZones,
): Promise<Outcome<TimeZoneId>> {
  if (!isAllDay(element) || zoneOfItem(element, zones)) return ok(mailbox.connection.timeZone);
  const zone = await zoneOfMailbox(mailbox);
  return zone.ok ? ok(zone.value.timeZone) : zone;
}

/** The server's rules say at which wall time a series takes place, and what a zone is that no table has. */
const needsRules = (element: XmlElement): boolean =>
  (isMaster(element) && !isAllDay(element)) || namesUnknownZone(element);
