// The item with a UID, in the calendar or in Deleted Items, searched by its Global Object ID: UID is not searchable.
import type { ExtendedPropertyDefinition } from 'ews-javascript-api';
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import { type Outcome, ok } from '../../sync/ports/outcome.ts';
import { findItems, type Search } from './find.ts';
import { globalObjectId } from './item/uid.ts';
import type { Ews } from './library/captureRequest.ts';
import type { EwsMailbox } from './soap/call.ts';

/** The item that changed last, if there are several. */
export async function findByUid(
  mailbox: EwsMailbox,
  uid: string,
  folder: Search['folder'],
): Promise<Outcome<MailboxItem | undefined>> {
  const value = globalObjectId(uid).toString('base64');
  const found = await findItems(mailbox, { folder, property: globalObjectIdProperty, value });
  return found.ok ? ok(found.value[0]) : found;
}

/**
 * The item with a UID in Deleted Items. An account with rights on the calendar only does not see that folder, and finds
 * nothing: so does who looks when the owner has emptied it.
 */
export async function findDeleted(mailbox: EwsMailbox, uid: string): Promise<Outcome<MailboxItem | undefined>> {
  const found = await findByUid(mailbox, uid, 'DeletedItems');
  const unseen = !found.ok && found.failure.kind === 'denied' && UNSEEN.has(found.failure.code);
  return mailbox.connection.access === 'delegate' && unseen ? ok(undefined) : found;
}

const UNSEEN: ReadonlySet<string> = new Set(['mailbox-access-denied', 'calendar-not-found']);

/** PidLidGlobalObjectId ([MS-OXPROPS] section 2.142). */
const globalObjectIdProperty = (ews: Ews): ExtendedPropertyDefinition =>
  new ews.ExtendedPropertyDefinition(ews.DefaultExtendedPropertySet.Meeting, 0x3, ews.MapiPropertyType.Binary);
