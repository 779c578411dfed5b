// One mailbox's calendar over EWS: the port shared/sync/mailbox.ts joined from one file per operation.
import { EVENT_FIELDS } from '../../calendar/event.ts';
import type { Mailbox } from '../../sync/mailbox.ts';
import type { EwsMailbox } from './call.ts';
import { readChanges } from './changes.ts';
import type { EwsConnection } from './connection.ts';
import { createItems } from './create.ts';
import { findByTag } from './findByTag.ts';
import { findByUid } from './findByUid.ts';
import { readItems } from './read.ts';
import { removeItems } from './remove.ts';
import { restoreItem } from './restore.ts';
import { updateItems } from './update.ts';

/** Microsoft advises 10 items a request and ends one that takes a minute; 50 single items take well under a second. */
const BATCH_SIZE = 50;

/** `address`: the primary SMTP address of the mailbox, which the connection's account impersonates. */
export function createEwsMailbox(connection: EwsConnection, address: string): Mailbox {
  const mailbox: EwsMailbox = { connection, address };
  return {
    fields: new Set(EVENT_FIELDS),
    batchSize: BATCH_SIZE,
    changes: (watermark) => readChanges(mailbox, watermark),
    read: (ids) => readItems(mailbox, ids),
    findByTag: (tag) => findByTag(mailbox, tag),
    findByUid: (uid) => findByUid(mailbox, uid, 'Calendar'),
    create: (creations) => createItems(mailbox, creations),
    update: (updates) => updateItems(mailbox, updates),
    remove: (removals) => removeItems(mailbox, removals),
    findDeleted: (uid) => findByUid(mailbox, uid, 'DeletedItems'),
    restore: (id) => restoreItem(mailbox, id),
  };
}
