// The events of a calendar: list, create, read, update, delete (learn.microsoft.com: event resource type).

import { sendUpdate, withFormerAnswers } from '../../person/meetingMail.ts';
import { dayOf } from '../../recurrence/dates.ts';
import { withException, withoutOccurrence } from '../../series/change.ts';
import { occurrenceOn } from '../../series/occurrences.ts';
import { settleSeries } from '../../series/settle.ts';
import type { Folder } from '../../store/folders.ts';
import {
  attendeesOf,
  concernedBy,
  contentOf,
  type Item,
  type ItemContent,
  isMeeting,
  newContent,
  type Occurrence,
} from '../../store/item.ts';
import { objectOf, withProperties } from '../event/draft.ts';
import { compare, readPath } from '../event/filterable.ts';
import { etagOf, type Shown, showEvent } from '../event/show.ts';
import { expectUnused, TRANSACTION_ID, transactionProperty } from '../event/transaction.ts';
import { type Call, contextOf, type GraphAnswer } from '../request/call.ts';
import { conflict, folderNotFound, invalidProperty, itemNotFound, malformedId } from '../request/errors.ts';
import { graphId, isGraphId, itemNamed, type NamedItem, urlSafe } from '../request/ids.ts';
import { page } from '../request/paging.ts';
import { readFilter } from './filter.ts';

export const isCalendar = ({ folderClass }: Folder): boolean => folderClass === 'IPF.Appointment';

/** The calendar with this id, or the default one. Throws GraphError. */
export function calendarFolder({ mailbox }: Pick<Call, 'mailbox'>, id: string | undefined): Folder {
  if (id === undefined) return mailbox.folder('calendar');
  if (!isGraphId(id)) throw malformedId();
  const found = [...mailbox.folders.values()].find((folder) => urlSafe(folder.id) === id);
  if (!found || !isCalendar(found)) throw folderNotFound();
  return found;
}

/**
 * The event with this id, in any calendar of the mailbox. An item in another folder is not an event. Throws GraphError.
 */
export function findEvent({ mailbox }: Pick<Call, 'mailbox'>, id: string): NamedItem {
  if (!isGraphId(id)) throw malformedId();
  const found = itemNamed(mailbox, id);
  const folder = found && mailbox.folders.get(found.stored.folderId);
  if (!found || !folder || !isCalendar(folder)) throw itemNotFound();
  return found;
}

export const shownAs = ({ mailbox, prefer, query }: Call): Shown => ({
  mailbox,
  prefer,
  select: query.select,
  expand: query.expand,
});

const entity = (call: Call, item: Item, shown = shownAs(call)): object => ({
  '@odata.context': contextOf(call, 'events/$entity'),
  ...showEvent(item, shown),
});

export function listEvents(call: Call, folder: Folder): GraphAnswer {
  const { filter, orderBy } = call.query;
  const all = [...folder.items.values()];
  const matching = filter === undefined ? all : all.filter(readFilter(filter));
  const [path, direction = 'asc'] = (orderBy ?? '').trim().split(/\s+/);
  const read = path ? readPath(path) : undefined;
  const ordered = read
    ? matching.sort((a, b) => compare(read(a), read(b)) * (direction === 'desc' ? -1 : 1))
    : matching;
  return page(call, ordered, { context: 'events', show: (item) => showEvent(item, shownAs(call)) });
}

export const getEvent = (call: Call, id: string): GraphAnswer => ({
  status: 200,
  body: entity(call, findEvent(call, id).item),
});

/** Graph always sends invitations to attendees. */
export function createEvent(call: Call, folder: Folder): GraphAnswer {
  const { mailbox, prefer, site } = call;
  const json = objectOf(call.request.body);
  for (const name of ['start', 'end']) {
    if (json[name] == null) throw invalidProperty(`The property '${name}' is required when an event is created.`);
  }
  const { transactionId } = json;
  if (typeof transactionId === 'string') expectUnused(mailbox, transactionId, prefer.idType);
  const settled = settleSeries(withProperties(newContent(mailbox.newUid()), json));
  const extended =
    typeof transactionId === 'string'
      ? { ...settled.extended, [TRANSACTION_ID]: transactionProperty(transactionId) }
      : settled.extended;
  const invites = isMeeting(settled);
  const item = mailbox.create({ ...settled, extended, meetingRequestWasSent: invites }, folder);
  if (invites) site.send({ kind: 'invitation', from: mailbox.address, to: attendeesOf(item), uid: item.uid }, item);
  const headers = { Location: `${site.root()}${call.path}('${graphId(mailbox, item, prefer.idType)}')` };
  return { status: 201, body: entity(call, item, { ...shownAs(call), expand: new Map() }), headers };
}

/** Changes the given properties only. With If-Match, only where the event still has that version. */
export function updateEvent(call: Call, id: string): GraphAnswer {
  const { mailbox, site } = call;
  const found = findEvent(call, id);
  expectVersion(call, found.item);
  const before = found.item;
  const changed = withProperties(contentOf(before), objectOf(call.request.body));
  const mails = changed.organizer === undefined && (isMeeting(changed) || isMeeting(before));
  const settled = withFormerAnswers(changed, before);
  const item = store(call, found, mails ? { ...settled, meetingRequestWasSent: true } : settled);
  if (mails) {
    const meeting = mailbox.item(found.stored.id) ?? item;
    sendUpdate(site.send, mailbox.address, { before, after: item, meeting });
  }
  return { status: 200, body: entity(call, item, { ...shownAs(call), expand: new Map() }) };
}

/** Stores `content` and returns the item as shown. For an occurrence it is the master that changes. */
function store({ mailbox }: Call, { item, stored }: NamedItem, content: ItemContent): Item {
  if (!item.occurrence) return mailbox.update(stored, settleSeries(content, stored));
  const { originalDate } = item.occurrence;
  const master = mailbox.update(stored, withException(contentOf(stored), originalDate, content));
  return occurrenceOn(master, dayOf(originalDate));
}

/**
 * Moves to Deleted Items. Attendees are told; for an attendee's copy the organiser is. An occurrence is cancelled and
 * its series stays.
 */
export function deleteEvent(call: Call, id: string): GraphAnswer {
  const { mailbox, site } = call;
  const { item, stored } = findEvent(call, id);
  expectVersion(call, item);
  const series = item.occurrence && cancel(call, stored, item.occurrence);
  if (!series) mailbox.move(stored, mailbox.folder('deleteditems'));
  if (isMeeting(item)) {
    const kind = item.organizer === undefined ? 'cancellation' : 'response';
    site.send({ kind, from: mailbox.address, to: concernedBy(item), uid: item.uid }, series);
  }
  return { status: 204 };
}

/** Moves to the purges of the dumpster, which no API here shows. Nobody is told (event: permanentDelete). */
export function permanentlyDelete(call: Call, id: string): GraphAnswer {
  const { item, stored } = findEvent(call, id);
  if (item.occurrence) cancel(call, stored, item.occurrence);
  else call.mailbox.remove(stored);
  return { status: 204 };
}

const cancel = ({ mailbox }: Call, master: Item, { originalDate }: Occurrence) =>
  mailbox.update(master, withoutOccurrence(contentOf(master), originalDate));

function expectVersion({ request }: Call, item: Item): void {
  const wanted = request.headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && wanted !== etagOf(item)) throw conflict();
}
