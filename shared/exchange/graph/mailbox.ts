// One mailbox's calendar over Microsoft Graph: the port shared/sync/ports/mailbox.ts joined from one file per
// operation. docs/graph.md lists the things that Graph cannot say.
import { EVENT_FIELDS, type TimeZoneId } from '../../calendar/event.ts';
import { isHeldByOutlook } from '../../calendar/recurrence/outlookSeries.ts';
import { isZoneHeld, USUAL_ZONES } from '../../calendar/zones/zoneChoice.ts';
import type { CalendarChoice, Mailbox } from '../../sync/ports/mailbox.ts';
import { failed, ok } from '../../sync/ports/outcome.ts';
import { unfitFields } from '../limits.ts';
import { readCalendarId } from './calendar.ts';
import { readChanges } from './changes.ts';
import { BATCH_MAX } from './connection/batch.ts';
import type { GraphConnection } from './connection/connection.ts';
import type { GraphMailbox } from './connection/graphMailbox.ts';
import { createItems } from './create.ts';
import { findByTag, findByUid, findTagged } from './find.ts';
import { readFormats } from './formats.ts';
import { readItems } from './read.ts';
import { removeItems } from './remove.ts';
import { updateItems } from './update.ts';

export interface GraphMailboxOptions {
  /** The primary SMTP address of the mailbox. */
  readonly address: string;
  /** Without it the default one. */
  readonly calendar?: CalendarChoice | undefined;
  /** In which new all-day events begin at midnight. */
  readonly timeZone: TimeZoneId;
}

export function createGraphMailbox(connection: GraphConnection, options: GraphMailboxOptions): Mailbox {
  const { address, calendar, timeZone } = options;
  const mailbox: GraphMailbox = { connection, address, timeZone, ...(calendar ? { calendar } : {}) };
  return {
    api: 'graph',
    fields: new Set(EVENT_FIELDS),
    unheld: ({ when }) =>
      isHeldByOutlook(when) && isZoneHeld(when, USUAL_ZONES, connection.now()) ? undefined : 'recurrence-not-supported',
    unfit: unfitFields,
    batchSize: BATCH_MAX,
    mailsEveryWrite: true,
    folderId: () => readCalendarId(mailbox),
    changes: (watermark) => readChanges(mailbox, watermark),
    read: (ids) => readItems(mailbox, ids),
    findByTag: (tag) => findByTag(mailbox, tag),
    findTagged: (cursor) => findTagged(mailbox, cursor),
    findByUid: (uid) => findByUid(mailbox, uid),
    create: (creations) => createItems(mailbox, creations),
    formats: (changes) => readFormats(mailbox, changes),
    update: (updates) => updateItems(mailbox, updates),
    remove: (removals) => removeItems(mailbox, removals),
    // Graph shows no deleted event and moves none back; If-Match is the condition of a delete instead.
    findDeleted: async () => ok(undefined),
    restore: async () => failed({ kind: 'gone' }),
  };
}
