// The user of a mailbox, who works in it with a client of their own: directly on the store, without EWS.
import { dayOf } from '../recurrence/dates.ts';
import { withoutOccurrence } from '../series/change.ts';
import { firstKept, occurrenceOn } from '../series/occurrences.ts';
import { type Folder, isFolderName } from '../store/folders.ts';
import { concernedBy, contentOf, type Item, type ResponseType } from '../store/item.ts';
import type { Mailbox } from '../store/store.ts';
import { knownZone } from '../zones/zones.ts';
import {
  contentOfEvent,
  filledIn,
  type OccurrenceChange,
  occurrenceDate,
  type PersonEvent,
  withOccurrence,
} from './event.ts';
import { cancelled, type Send } from './meetingMail.ts';
import { answered, attendeeList, contentOfInvitation, type Invitation, withAnswer } from './meetings.ts';
import { splitAt } from './split.ts';

export type { PersonEvent } from './event.ts';

/** A date names an occurrence: its date in the pattern, in the zone of its series. */
export interface Person {
  /** Creates in the calendar folder, or in another folder by name or id. */
  create(event: PersonEvent, folder?: string): Item;
  /** Throws when the item does not exist. A series whose pattern or times change loses its exceptions and deletions. */
  edit(id: string, changes: Partial<Omit<PersonEvent, 'exceptions' | 'deletions'>>): Item;
  /** Returns the occurrence. Throws ResponseError where it would meet a neighbour, or does not exist. */
  editOccurrence(id: string, date: string, changes: OccurrenceChange): Item;
  /** Deletes an occurrence. With its last occurrence the series moves to Deleted Items. */
  removeOccurrence(id: string, date: string): void;
  /** "This and following": the series ends before `date`. Returns the new series, which has the changes. */
  splitSeries(id: string, date: string, changes: OccurrenceChange): Item;
  /** Moves to Deleted Items. */
  remove(id: string): void;
  /** Outlook's copy: a new UID, everything else the same, extended properties too. `sameUid`: a copy by the store. */
  copy(id: string, options?: { readonly sameUid?: boolean }): Item;
  /** Moves to another folder, by name or id. The item's id changes. */
  move(id: string, to: string): Item;
  /** A meeting to which somebody else invites. */
  receiveMeeting(invitation: Invitation): Item;
  /**
   * Accepts an invitation. Some clients replace the item, which gets another id and keeps its UID. With `replace:
   * false` the item is updated.
   */
  accept(id: string, options?: { readonly replace?: boolean }): Item;
  /** Answers an invitation and tells the organiser. A declined meeting moves to Deleted Items. */
  answer(id: string, response: 'Accept' | 'Tentative' | 'Decline'): Item;
  /** The organiser cancels a meeting. The mailbox's copy stays, marked as cancelled. */
  meetingIsCancelled(id: string): Item;
  /** Invites somebody to an event of this person. No mail is sent. */
  invite(id: string, address: string): Item;
  /** Somebody answers an invitation of this person. */
  attendeeAnswers(id: string, address: string, response: ResponseType): Item;
  get(id: string): Item | undefined;
  list(folder?: string): Item[];
  /** Makes a calendar below the calendar folder or beside it. Returns its folder id. */
  addCalendar(displayName: string, where?: 'below' | 'beside'): string;
  /** Removes a folder for good, with its items. */
  removeFolder(id: string): void;
  /** Sets the zone of the working hours by its Windows id. A mailbox that no client has used has none. */
  setTimeZone(id: string): void;
  /** Makes every SyncState issued so far invalid, as after a restored mailbox. */
  invalidateWatermarks(): void;
}

/** `send` sends this person's mail. Without it nobody is told anything. */
export function createPerson(mailbox: Mailbox, send: Send = () => undefined): Person {
  const existing = (id: string): Item => {
    const item = mailbox.item(id);
    if (!item) throw new Error('There is no such item in the mailbox.');
    return item;
  };
  const folderOf = (folder: string): Folder => {
    const found = isFolderName(folder) ? mailbox.folder(folder) : mailbox.folders.get(folder);
    if (!found) throw new Error('There is no such folder in the mailbox.');
    return found;
  };
  const remove = (id: string) => mailbox.move(existing(id), mailbox.folder('deleteditems'));
  return {
    ...seriesDeeds(mailbox, existing, remove),
    ...meetingDeeds(mailbox, send, { existing, folderOf }),
    create: (event, folder = 'calendar') =>
      mailbox.create(contentOfEvent(event, event.uid ?? mailbox.newUid()), folderOf(folder)),
    edit(id, changes) {
      const item = existing(id);
      return mailbox.update(item, filledIn(contentOf(item), changes));
    },
    remove(id) {
      remove(id);
    },
    copy(id, { sameUid = false } = {}) {
      const content = contentOf(existing(id));
      return mailbox.create({ ...content, uid: sameUid ? content.uid : mailbox.newUid() }, mailbox.folder('calendar'));
    },
    move: (id, to) => mailbox.move(existing(id), folderOf(to)),
    get: (id) => mailbox.item(id),
    list: (folder = 'calendar') => [...folderOf(folder).items.values()],
    addCalendar(displayName, where = 'below') {
      const { id } = mailbox.folder(where === 'below' ? 'calendar' : 'msgfolderroot');
      return mailbox.addFolder({ displayName, folderClass: 'IPF.Appointment', parentId: id }).id;
    },
    removeFolder: (id) => mailbox.removeFolder(folderOf(id)),
    setTimeZone(id) {
      const zone = knownZone(id);
      if (!zone) throw new Error(`There is no Windows time zone "${id}".`);
      mailbox.setTimeZone(zone.id);
    },
    invalidateWatermarks: () => mailbox.invalidateWatermarks(),
  };
}

type Existing = (id: string) => Item;

function seriesDeeds(
  mailbox: Mailbox,
  existing: Existing,
  remove: (id: string) => void,
): Pick<Person, 'editOccurrence' | 'removeOccurrence' | 'splitSeries'> {
  return {
    editOccurrence(id, date, changes) {
      const master = existing(id);
      const changed = mailbox.update(master, withOccurrence(contentOf(master), date, changes));
      return occurrenceOn(changed, dayOf(date));
    },
    removeOccurrence(id, date) {
      const master = existing(id);
      const deletions = [...master.deletions, occurrenceDate(master, date)];
      if (firstKept({ ...master, deletions }) === undefined) remove(id);
      else mailbox.update(master, withoutOccurrence(contentOf(master), date));
    },
    splitSeries(id, date, changes) {
      const master = existing(id);
      const folder = mailbox.folders.get(master.folderId);
      if (!folder) throw new Error('The folder of the series is gone.');
      const { before, after } = splitAt(contentOf(master), occurrenceDate(master, date));
      mailbox.update(master, before);
      return mailbox.create({ ...filledIn(after, changes), uid: mailbox.newUid() }, folder);
    },
  };
}

function meetingDeeds(
  mailbox: Mailbox,
  send: Send,
  { existing, folderOf }: { readonly existing: Existing; readonly folderOf: (folder: string) => Folder },
): Pick<Person, 'receiveMeeting' | 'accept' | 'answer' | 'invite' | 'meetingIsCancelled' | 'attendeeAnswers'> {
  return {
    receiveMeeting: (invitation) =>
      mailbox.create(contentOfInvitation(invitation, mailbox), mailbox.folder('calendar')),
    accept(id, { replace = true } = {}) {
      const item = existing(id);
      const accepted = answered(item, 'Accept');
      if (!replace) return mailbox.update(item, accepted);
      mailbox.remove(item);
      return mailbox.create(accepted, folderOf(item.folderId));
    },
    answer(id, response) {
      const item = mailbox.update(existing(id), answered(existing(id), response));
      send({ kind: 'response', from: mailbox.address, to: concernedBy(item), uid: item.uid }, item);
      return response === 'Decline' ? mailbox.move(item, mailbox.folder('deleteditems')) : item;
    },
    invite(id, address) {
      const content = contentOf(existing(id));
      const list = attendeeList([address]);
      const children = [...(content.requiredAttendees?.children ?? []), ...list.children];
      return mailbox.update(existing(id), { ...content, requiredAttendees: { ...list, children } });
    },
    meetingIsCancelled(id) {
      const item = existing(id);
      return mailbox.update(item, cancelled(item));
    },
    attendeeAnswers(id, address, response) {
      const item = existing(id);
      return mailbox.update(item, withAnswer(item, { address, response }));
    },
  };
}
