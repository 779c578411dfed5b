// The folders of a mailbox: the distinguished ones, and those that a user makes.
import type { Item } from './item.ts';

/** The properties of a new folder. */
export interface NewFolder {
  readonly displayName: string;
  readonly folderClass: string;
  readonly parentId?: string;
}

export interface Folder extends NewFolder {
  readonly id: string;
  /** The distinguished name, for a folder that has one. */
  readonly distinguished?: string;
  readonly items: Map<string, Item>;
  /** The items that left the folder, by id. */
  readonly tombstones: Map<string, Tombstone>;
  /** The number of the last change in this folder. */
  lastSeq: number;
}

export interface Tombstone {
  readonly id: string;
  readonly serial: number;
  readonly createdSeq: number;
  readonly removedSeq: number;
}

export interface SavedFolder extends NewFolder {
  readonly id: string;
  readonly lastSeq: number;
  readonly items: readonly Item[];
  readonly tombstones: readonly Tombstone[];
}

export type FolderName = keyof typeof FOLDERS;

export const isFolderName = (name: string): name is FolderName => Object.hasOwn(FOLDERS, name);

/** The folders of every mailbox. `otherCalendar` is a user's second calendar, which nobody synchronises. */
export const FOLDERS = {
  root: { distinguished: 'root', displayName: '', folderClass: '', parent: undefined },
  msgfolderroot: {
    distinguished: 'msgfolderroot',
    displayName: 'Top of Information Store',
    folderClass: 'IPF',
    parent: 'root',
  },
  inbox: { distinguished: 'inbox', displayName: 'Inbox', folderClass: 'IPF.Note', parent: 'msgfolderroot' },
  calendar: {
    distinguished: 'calendar',
    displayName: 'Calendar',
    folderClass: 'IPF.Appointment',
    parent: 'msgfolderroot',
  },
  otherCalendar: {
    distinguished: undefined,
    displayName: 'Other calendar',
    folderClass: 'IPF.Appointment',
    parent: 'calendar',
  },
  deleteditems: {
    distinguished: 'deleteditems',
    displayName: 'Deleted Items',
    folderClass: 'IPF',
    parent: 'msgfolderroot',
  },
} as const;

export function savedFolder({
  id,
  displayName,
  folderClass,
  parentId,
  lastSeq,
  items,
  tombstones,
}: Folder): SavedFolder {
  const made = { displayName, folderClass, ...(parentId !== undefined && { parentId }) };
  return { id, ...made, lastSeq, items: [...items.values()], tombstones: [...tombstones.values()] };
}
