// SyncFolderItems: what changed in the calendar folder since a watermark, ids and versions only.
import type { MailboxChange, MailboxPage } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { calendarFolder, forgetCalendar } from './calendar/folder.ts';
import { BATCH_MAX } from './connection/batchSize.ts';
import { NULL } from './library/types.ts';
import { callOnce, type EwsMailbox } from './soap/call.ts';
import { child, childText, descendant, type XmlElement } from './xml/reader.ts';

/** The most that Exchange returns at once ([MS-OXWSSYNC] R389). */
const PAGE_MAX = 512;

/** Exchange's words for a watermark it does not know, as failureOfCode passes them on. */
const INVALID_WATERMARK: ReadonlySet<string> = new Set(['ErrorInvalidSyncStateData', 'ErrorSyncFolderNotFound']);

/** The folder is not there any more, also where its watermark came first. */
const FOLDER_LOST: ReadonlySet<string> = new Set(['ErrorFolderNotFound', 'ErrorSyncFolderNotFound']);

/** One page of changes; the same watermark again when nothing changed. See Mailbox.changes. */
export async function readChanges(
  mailbox: EwsMailbox,
  watermark: string | undefined,
): Promise<Outcome<MailboxPage | 'watermarkInvalid'>> {
  const folder = await calendarFolder(mailbox);
  if (!folder.ok) return folder;
  const { connection, address = '' } = mailbox;
  const batchSize = connection.batchSizes.of(address);
  const page = await callOnce(
    mailbox,
    (ews, service) =>
      service.SyncFolderItems(
        folder.value(ews),
        ews.PropertySet.IdOnly,
        NULL,
        Math.ceil((PAGE_MAX * batchSize) / BATCH_MAX),
        ews.SyncFolderItemsScope.NormalItems,
        watermark ?? NULL,
      ),
    (message) => pageOf(message, watermark),
  );
  if (page.ok) return page;
  const { failure } = page;
  const code = ('detail' in failure ? failure.detail : undefined) ?? '';
  if (FOLDER_LOST.has(code)) forgetCalendar(mailbox);
  if (watermark !== undefined && INVALID_WATERMARK.has(code)) return ok('watermarkInvalid');
  // A page that takes too long is asked for in smaller pages.
  if (failure.kind === 'transient') connection.batchSizes.learn(address, batchSize, failure);
  return page;
}

function pageOf(message: XmlElement, sent: string | undefined): Outcome<MailboxPage> {
  const next = childText(message, 'SyncState');
  const last = childText(message, 'IncludesLastItemInRange');
  const elements = child(message, 'Changes')?.children;
  if (!next || !elements || (last !== 'true' && last !== 'false'))
    return failed(brokenAnswer('the page is incomplete'));
  const changes = elements.map(changeOf);
  if (changes.includes(undefined)) return failed(brokenAnswer('a change has no id'));
  // Exchange may answer another state for the same place; the one sent means the same and costs nobody a write.
  const idle = elements.length === 0 && last === 'true';
  return ok({
    changes: changes.filter((change) => change !== undefined && change !== 'other'),
    watermark: idle && sent !== undefined ? sent : next,
    more: last === 'false',
  });
}

/**
 * The kind of the item does not matter: only its id counts. ReadFlagChange, and what a later server may add, concerns
 * nobody's calendar.
 */
function changeOf(element: XmlElement): MailboxChange | 'other' | undefined {
  if (!/^(Create|Update|Delete)$/.test(element.name)) return 'other';
  const { Id: id, ChangeKey: version = '' } = descendant(element, 'ItemId')?.attributes ?? {};
  if (id === undefined) return undefined;
  return element.name === 'Delete' ? { kind: 'removed', id } : { kind: 'changed', id, version };
}
