// Change tracking of a calendar (learn.microsoft.com: event: delta), with its documented and its reported limits. There
// is no $select, $filter or $expand. The window is part of the link. A changed event outside the window counts as
// removed. A cancelled occurrence is a missing row. Occurrences show few properties. An event that was created and
// deleted between two rounds is never told. A full page is followed by another one, which can be empty.

import { occurrencesBetween } from '../../series/occurrences.ts';
import type { Folder, Tombstone } from '../../store/folders.ts';
import type { Item } from '../../store/item.ts';
import type { Mailbox } from '../../store/store.ts';
import { showEvent } from '../event/show.ts';
import { readInstant } from '../event/times.ts';
import { type Call, contextOf, type GraphAnswer, linkTo } from '../request/call.ts';
import { GraphError } from '../request/errors.ts';
import { graphId, immutableIdOf, urlSafe } from '../request/ids.ts';
import { type DeltaPosition, readToken, writeToken } from './deltaToken.ts';
import { shownAs } from './events.ts';
import { readWindow, touches } from './views.ts';

/**
 * `events` is documented in beta only. In v1.0 it answers too and needs a startDateTime (msgraph-sdk-dotnet issue
 * 3130).
 */
export type DeltaKind = 'calendarView' | 'events';

const DEFAULT_PAGE = 10;
const BRIEF = ['seriesMasterId', 'type', 'start', 'end'];
const REFUSED = ['select', 'filter', 'orderBy', 'top'] as const;

export function delta(call: Call, folder: Folder, kind: DeltaKind): GraphAnswer {
  expectPlainQuery(call, kind);
  const position = positionOf(call, folder, kind);
  const size = call.prefer.maxPageSize ?? DEFAULT_PAGE;
  const changes = changesAfter(folder, position);
  const rows: object[] = [];
  let { at } = position;
  for (const change of changes) {
    if (rows.length >= size) break;
    rows.push(...rowsOf(call, change, { position, kind }));
    at = seqOf(change);
  }
  const more = rows.length >= size;
  const next = more ? { ...position, at } : { ...position, since: position.upTo, at: position.upTo };
  const token = encodeURIComponent(writeToken(folder, call.mailbox.watermarkEpoch(), next));
  const link = more
    ? { '@odata.nextLink': linkTo(call, `$skiptoken=${token}`) }
    : { '@odata.deltaLink': linkTo(call, `$deltatoken=${token}`) };
  return { status: 200, body: { '@odata.context': contextOf(call, kind), value: rows, ...link } };
}

function expectPlainQuery({ query }: Call, kind: DeltaKind): void {
  const given = REFUSED.filter((name) => query[name] !== undefined).map((name) => `$${name.toLowerCase()}`);
  if (query.expand.size > 0) given.push('$expand');
  if (given.length === 0) return;
  const text = `The following parameters are not supported with change tracking over the '${kind === 'events' ? 'Events' : 'CalendarView'}' resource: '${given.join(', ')}'.`;
  throw new GraphError(400, { code: 'ErrorInvalidUrlQuery', message: text });
}

/** The position of the request's token. A request without one begins a new round. */
function positionOf(call: Call, folder: Folder, kind: DeltaKind): DeltaPosition {
  const { deltaToken, skipToken } = call.query;
  const token = deltaToken ?? skipToken;
  if (token === undefined) {
    const window = kind === 'events' ? startOnly(call) : readWindow(call);
    return { ...window, kind, since: 0, at: 0, upTo: folder.lastSeq };
  }
  const position = readToken(token, folder, call.mailbox.watermarkEpoch());
  if (position?.kind !== kind) {
    const text = 'The sync state generation is not found. A new round of change tracking has to begin.';
    throw new GraphError(410, { code: 'SyncStateNotFound', message: text, headers: { Location: linkTo(call, '') } });
  }
  return deltaToken === undefined ? position : { ...position, upTo: folder.lastSeq };
}

const startOnly = ({ query }: Call) => ({
  from: readInstant('StartDateTime', query.startDateTime),
  until: Number.MAX_SAFE_INTEGER,
});

type Change = Item | Tombstone;
const isTombstone = (change: Change): change is Tombstone => 'removedSeq' in change;
const seqOf = (change: Change): number => (isTombstone(change) ? change.removedSeq : change.modifiedSeq);

/** The changes since the last round that this round has not told yet, oldest first. */
function changesAfter(folder: Folder, { since, at, upTo }: DeltaPosition): Change[] {
  const items = [...folder.items.values()];
  const removed = [...folder.tombstones.values()].filter(({ createdSeq }) => createdSeq <= since);
  return [...items, ...removed]
    .filter((change) => seqOf(change) > Math.max(since, at) && seqOf(change) <= upTo)
    .sort((a, b) => seqOf(a) - seqOf(b));
}

function rowsOf(
  call: Call,
  change: Change,
  { position, kind }: { readonly position: DeltaPosition; readonly kind: DeltaKind },
): object[] {
  const { mailbox, prefer } = call;
  if (isTombstone(change)) {
    if (prefer.idType === 'regular') return [removedRow(urlSafe(change.id))];
    // An item that was moved away and back is in the folder again under the same id.
    return isBack(mailbox, change) ? [] : [removedRow(immutableIdOf(mailbox, change.serial))];
  }
  const rows = kind === 'events' ? masterRows(call, change, position) : viewRows(call, change, position);
  if (rows.length > 0 || position.since === 0) return rows;
  return [removedRow(graphId(mailbox, change, prefer.idType))];
}

const removedRow = (id: string): object => ({ '@odata.type': EVENT, id, '@removed': { reason: 'deleted' } });

const EVENT = '#microsoft.graph.event';

function isBack(mailbox: Mailbox, { serial, id }: Tombstone): boolean {
  const now = mailbox.itemOfSerial(serial);
  return now !== undefined && now.id !== id && mailbox.folders.get(now.folderId)?.folderClass === 'IPF.Appointment';
}

/** The event; for a series, its master and its occurrences in the window. */
function viewRows(call: Call, item: Item, window: DeltaPosition): object[] {
  if (!item.recurrence) return touches(item, window) ? [row(call, item)] : [];
  const occurrences = occurrencesBetween(item, window.from, window.until);
  if (occurrences.length === 0) return [];
  return [
    row(call, item),
    ...occurrences.map((each) => row(call, each, each.occurrence?.isException ? undefined : BRIEF)),
  ];
}

/** Single events and masters, with few properties. */
const masterRows = (call: Call, item: Item, { from }: DeltaPosition): object[] => {
  const isInside = item.recurrence ? occurrencesBetween(item, from, FAR).length > 0 : item.end > from;
  return isInside ? [row(call, item, ['type', 'start', 'end'])] : [];
};

/** Later than every series that Exchange holds. */
const FAR = Date.UTC(4501, 0, 1);

const row = (call: Call, item: Item, select?: readonly string[]): object => ({
  '@odata.type': EVENT,
  ...showEvent(item, { ...shownAs(call), select, expand: new Map() }),
});
