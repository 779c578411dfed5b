// One mailbox's calendar over EWS: the port shared/sync/ports/mailbox.ts joined from one file per operation.
import { EVENT_FIELDS } from '../../calendar/event.ts';
import type { CalendarChoice, Mailbox } from '../../sync/ports/mailbox.ts';
import { unfitFields } from '../limits.ts';
import { calendarId } from './calendar/calendarFolder.ts';
import { readChanges } from './changes.ts';
import type { EwsConnection } from './connection/connection.ts';
import { createItems } from './create.ts';
import { findByTag } from './findByTag.ts';
import { findByUid, findDeleted } from './findByUid.ts';
import { findTagged } from './findTagged.ts';
import { readFormats } from './formats.ts';
import { unheldBy } from './item/unheld.ts';
import { readItems } from './read.ts';
import { removeItems } from './remove.ts';
import { restoreItem } from './restore.ts';
import type { EwsMailbox } from './soap/call.ts';
import { updateItems } from './update.ts';
import { zonesSoFar } from './zones/serverZones.ts';

/** `address`: the primary SMTP address of the mailbox. Without `calendar` its default one. */
export function createEwsMailbox(connection: EwsConnection, address: string, calendar?: CalendarChoice): Mailbox {
  const mailbox: EwsMailbox = { connection, address, ...(calendar ? { calendar } : {}) };
  return {
    api: 'ews',
    fields: new Set(EVENT_FIELDS),
    unheld: (event) =>
      unheldBy(event, { version: connection.version(), zones: zonesSoFar(mailbox), now: connection.now() }),
    unfit: unfitFields,
    get batchSize() {
      return connection.batchSizes.of(address);
    },
    changes: (watermark) => readChanges(mailbox, watermark),
    read: (ids) => readItems(mailbox, ids),
    findByTag: (tag) => findByTag(mailbox, tag),
    folderId: () => calendarId(mailbox),
    findTagged: (cursor) => findTagged(mailbox, cursor),
    findByUid: (uid) => findByUid(mailbox, uid, 'Calendar'),
    create: (creations) => createItems(mailbox, creations),
    formats: (changes) => readFormats(mailbox, changes),
    update: (updates) => updateItems(mailbox, updates),
    remove: (removals) => removeItems(mailbox, removals),
    findDeleted: (uid) => findDeleted(mailbox, uid),
    restore: (id) => restoreItem(mailbox, id),
  };
}
