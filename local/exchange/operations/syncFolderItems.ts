// SyncFolderItems: the changes of a folder since the client last asked (MS-OXWSSYNC section 3.1.4.2). It returns stored
// items and no occurrences, at most 512 a page. Since Exchange 2010 SP2 the newest come first, before that the oldest.

import { itemWriter } from '../item/shape.ts';
import { responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence, readBoolean, readChoice, readInteger } from '../soap/values.ts';
import { atLeast, schemaOf } from '../soap/versions.ts';
import type { Folder, Tombstone } from '../store/folders.ts';
import type { Item } from '../store/item.ts';
import { attributes } from '../xml/write.ts';
import { child, childText, type XmlElement } from '../xml/xml.ts';
import { type Call, type FoundFolder, findFolder, type Operation, shapeContext, wholeBatch } from './operation.ts';
import { readSyncState, type SyncPosition, writeSyncState } from './syncState.ts';

const NAME = 'SyncFolderItems';
/** MS-OXWSSYNC R389: MaxChangesReturned is between 1 and 512. */
const MAX_CHANGES = 512;
const CHILDREN = ['ItemShape', 'SyncFolderId', 'SyncState', 'Ignore', 'MaxChangesReturned', 'SyncScope'];

export const syncFolderItems: Operation = (call) =>
  wholeBatch(NAME, '', () => {
    expectSequence(call.request, CHILDREN);
    refuseMimeContent(child(call.request, 'ItemShape'));
    const write = itemWriter(child(call.request, 'ItemShape'), shapeContext(call), false);
    const max = readInteger('MaxChangesReturned', childText(call.request, 'MaxChangesReturned') ?? '', {
      min: 1,
      max: MAX_CHANGES,
    });
    readChoice('SyncScope', childText(call.request, 'SyncScope') ?? 'NormalItems', [
      'NormalItems',
      'NormalAndAssociatedItems',
    ]);
    const ignored = new Set(child(call.request, 'Ignore')?.children.map((id) => id.attributes.Id));
    const { folder, mailbox } = folderToSync(call);
    const epoch = mailbox.watermarkEpoch();
    const given = childText(call.request, 'SyncState');
    const position = given ? readSyncState(given, folder, epoch) : BEGINNING;
    if (!position)
      throw new ResponseError(
        'ErrorInvalidSyncStateData',
        'Synchronization state data is corrupt or otherwise invalid.',
      );
    const order = atLeast(schemaOf(call.server), 'Exchange2010_SP2') ? changesSince : changesSinceOldestFirst;
    const { changes, next } = order(folder, position, max);
    const written = changes
      .filter(({ entry }) => !ignored.has(entry.id))
      .map(({ kind, entry }) => (kind === 'Delete' ? deleteElement(entry) : `<t:${kind}>${write(entry)}</t:${kind}>`));
    const isLast = next.toldUpTo === next.upTo && next.toldUpTo === folder.lastSeq;
    const content =
      `<m:SyncState>${writeSyncState(folder, epoch, next)}</m:SyncState>` +
      `<m:IncludesLastItemInRange>${isLast}</m:IncludesLastItemInRange><m:Changes>${written.join('')}</m:Changes>`;
    return responseBody(NAME, [successMessage(NAME, content)]);
  });

/** MS-OXWSSYNC R3787. */
function refuseMimeContent(shape: XmlElement | undefined): void {
  const asked = child(shape, 'IncludeMimeContent');
  if (asked && readBoolean(asked))
    throw new ResponseError(
      'ErrorInvalidPropertyForOperation',
      'The MimeContent property is not valid for this operation.',
    );
}

/** MS-OXWSCDATA: SyncFolderItems has its own code for a folder that is gone. */
function folderToSync(call: Call): FoundFolder {
  try {
    return findFolder(call, child(call.request, 'SyncFolderId')?.children[0]);
  } catch (error) {
    if (error instanceof ResponseError && error.code === 'ErrorFolderNotFound')
      throw new ResponseError(
        'ErrorSyncFolderNotFound',
        'The specified folder for synchronization could not be found.',
      );
    throw error;
  }
}

const BEGINNING: SyncPosition = { toldUpTo: 0, gapEnd: 0, upTo: 0 };

const deleteElement = ({ id }: Tombstone) => `<t:Delete><t:ItemId${attributes({ Id: id })}/></t:Delete>`;

type Change =
  | { readonly kind: 'Create' | 'Update'; readonly seq: number; readonly entry: Item }
  | { readonly kind: 'Delete'; readonly seq: number; readonly entry: Tombstone };

interface SyncPage {
  readonly changes: readonly Change[];
  readonly next: SyncPosition;
}

/** At most `max` changes after `position`, oldest first. The client's knowledge has no gap. */
export function changesSinceOldestFirst(folder: Folder, { toldUpTo }: SyncPosition, max: number): SyncPage {
  const all = [...liveChanges(folder, toldUpTo), ...removals(folder, toldUpTo)]
    .filter(({ seq }) => seq > toldUpTo)
    .sort((a, b) => a.seq - b.seq);
  const changes = all.slice(0, max);
  const last = changes.at(-1);
  const reached = last && all.length > changes.length ? last.seq : folder.lastSeq;
  return { changes, next: { toldUpTo: reached, gapEnd: reached, upTo: reached } };
}

/** At most `max` changes after `position`, newest first, and the client's new position. */
export function changesSince(folder: Folder, position: SyncPosition, max: number): SyncPage {
  const inGap = position.gapEnd > position.toldUpTo;
  if (!inGap && folder.lastSeq === position.toldUpTo) return { changes: [], next: position };
  const upTo = inGap ? position.upTo : folder.lastSeq;
  const gapEnd = inGap ? position.gapEnd : upTo;
  const all = [...liveChanges(folder, position.toldUpTo), ...removals(folder, position.toldUpTo)]
    .filter(({ seq }) => seq > position.toldUpTo && seq <= gapEnd)
    .sort((a, b) => b.seq - a.seq);
  const changes = all.slice(0, max);
  const last = changes.at(-1);
  const next =
    last && all.length > changes.length
      ? { toldUpTo: position.toldUpTo, gapEnd: last.seq - 1, upTo }
      : { toldUpTo: upTo, gapEnd: upTo, upTo };
  return { changes, next };
}

/** An item that the client does not know is a Create at its arrival, whatever happened to it since. */
function* liveChanges(folder: Folder, toldUpTo: number): Generator<Change> {
  for (const entry of folder.items.values()) {
    if (entry.createdSeq > toldUpTo) yield { kind: 'Create', seq: entry.createdSeq, entry };
    else if (entry.modifiedSeq > toldUpTo) yield { kind: 'Update', seq: entry.modifiedSeq, entry };
  }
}

/** An item that arrived and left between two calls is not reported. */
function* removals(folder: Folder, toldUpTo: number): Generator<Change> {
  for (const entry of folder.tombstones.values()) {
    if (entry.createdSeq <= toldUpTo) yield { kind: 'Delete', seq: entry.removedSeq, entry };
  }
}
