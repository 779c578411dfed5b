// The user of a mailbox, working in it with a client of their own: directly on the store, past all of EWS.
import { type Folder, isFolderName } from './folders.ts';
import { settleTimes } from './item/draft.ts';
import {
  contentOf,
  type FreeBusy,
  type Importance,
  type Item,
  type ItemContent,
  newContent,
  type Sensitivity,
} from './item/item.ts';
import type { Mailbox } from './store.ts';
import { instantOf, knownZone } from './zones.ts';

/** What a person fills in. Times without offset are local times in `zone`. */
export interface PersonEvent {
  readonly subject?: string;
  readonly body?: string;
  readonly bodyType?: 'Text' | 'HTML';
  readonly location?: string;
  /** `2026-12-01T09:00:00`, local in `zone`, or with Z or an offset. */
  readonly start: string;
  readonly end: string;
  /** A Windows zone id; `UTC` unless given. */
  readonly zone?: string;
  readonly isAllDay?: boolean;
  readonly sensitivity?: Sensitivity;
  readonly freeBusy?: FreeBusy;
  readonly importance?: Importance;
  readonly categories?: readonly string[];
  /** Minutes before the start; null without a reminder; Exchange's default unless given. */
  readonly reminderMinutes?: number | null;
  readonly uid?: string;
  readonly recurrence?: ItemContent['recurrence'];
}

export interface Person {
  /** In the calendar folder, or in another one by name or id. */
  create(event: PersonEvent, folder?: string): Item;
  /** Throws when there is no such item. */
  edit(id: string, changes: Partial<PersonEvent>): Item;
  /** To Deleted Items. */
  remove(id: string): void;
  /** Outlook's copy: another UID, everything else the same, extended properties too. `sameUid`: a copy by the store. */
  copy(id: string, options?: { readonly sameUid?: boolean }): Item;
  /** To another folder, by name or id; the item's id changes. */
  move(id: string, to: string): Item;
  /** Accepts an invitation as some clients do: the item is replaced, with another id and the same UID. */
  accept(id: string): Item;
  get(id: string): Item | undefined;
  list(folder?: string): Item[];
  /** Makes a calendar below the calendar folder or beside it; answers its folder id. */
  addCalendar(displayName: string, where?: 'below' | 'beside'): string;
  /** Removes a folder for good, with what is in it. */
  removeFolder(id: string): void;
  /** Every SyncState given out so far is unknown from now on, as after a mailbox was restored. */
  invalidateWatermarks(): void;
}

export function createPerson(mailbox: Mailbox): Person {
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
  return {
    create: (event, folder = 'calendar') =>
      mailbox.create(filledIn(newContent(event.uid ?? mailbox.newUid()), event), folderOf(folder)),
    edit(id, changes) {
      const item = existing(id);
      return mailbox.update(item, filledIn(contentOf(item), changes));
    },
    remove(id) {
      mailbox.move(existing(id), mailbox.folder('deleteditems'));
    },
    copy(id, { sameUid = false } = {}) {
      const content = contentOf(existing(id));
      return mailbox.create({ ...content, uid: sameUid ? content.uid : mailbox.newUid() }, mailbox.folder('calendar'));
    },
    move: (id, to) => mailbox.move(existing(id), folderOf(to)),
    accept(id) {
      const item = existing(id);
      mailbox.remove(item);
      return mailbox.create(contentOf(item), folderOf(item.folderId));
    },
    get: (id) => mailbox.item(id),
    list: (folder = 'calendar') => [...folderOf(folder).items.values()],
    addCalendar(displayName, where = 'below') {
      const { id } = mailbox.folder(where === 'below' ? 'calendar' : 'msgfolderroot');
      return mailbox.addFolder({ displayName, folderClass: 'IPF.Appointment', parentId: id }).id;
    },
    removeFolder: (id) => mailbox.removeFolder(folderOf(id)),
    invalidateWatermarks: () => mailbox.invalidateWatermarks(),
  };
}

/** `content` with what the person wrote, all-day events set to midnights. Throws what the calendar does not allow. */
function filledIn(content: ItemContent, changes: Partial<PersonEvent>): ItemContent {
  const { start, end, zone, body, bodyType = 'Text', reminderMinutes, uid, ...same } = changes;
  const draft: ItemContent = { ...content, ...same };
  if (zone !== undefined) draft.startZone = draft.endZone = zone;
  if (body !== undefined) draft.body = { type: bodyType, text: body };
  if (reminderMinutes !== undefined) draft.reminderIsSet = reminderMinutes !== null;
  if (typeof reminderMinutes === 'number') draft.reminderMinutes = reminderMinutes;
  if (start !== undefined) draft.start = instantFrom(start, draft.startZone);
  if (end !== undefined) draft.end = instantFrom(end, draft.endZone);
  return settleTimes(draft);
}

function instantFrom(text: string, zoneId: string): number {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return Date.parse(text);
  const zone = knownZone(zoneId);
  if (!zone) throw new Error(`There is no Windows time zone "${zoneId}".`);
  return instantOf(text, zone);
}
