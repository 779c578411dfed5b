// Mailboxes in memory: folders, items by id, and what changed when. Knows nothing of SOAP.
// Every change takes the mailbox's next number; change keys and the synchronisation of folders are made of it.
import type { Clock } from '../../shared/seams.ts';
import { changeKey, folderId, itemId, ownerMark } from './ids.ts';
import { newUid } from './item/globalObjectId.ts';
import { contentOf, type Item, type ItemContent } from './item/item.ts';

export interface Folder {
  readonly id: string;
  /** The distinguished name where it has one. */
  readonly distinguished?: string;
  readonly displayName: string;
  readonly folderClass: string;
  readonly parentId?: string;
  readonly items: Map<string, Item>;
  /** What left the folder, by id. */
  readonly tombstones: Map<string, Tombstone>;
  /** The number of the last change in this folder. */
  lastSeq: number;
}

export interface Tombstone {
  readonly id: string;
  readonly createdSeq: number;
  readonly removedSeq: number;
}

export type FolderName = keyof typeof FOLDERS;

/** The folders of every mailbox. `otherCalendar` is a user's second calendar, which nobody synchronises. */
const FOLDERS = {
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

/** A saved mailbox. */
export interface SavedMailbox {
  readonly address: string;
  readonly lastSeq: number;
  readonly lastItem: number;
  readonly watermarkEpoch: number;
  readonly folders: readonly { id: string; lastSeq: number; items: Item[]; tombstones: Tombstone[] }[];
}

export interface Mailbox {
  readonly address: string;
  readonly owner: Buffer;
  readonly folders: ReadonlyMap<string, Folder>;
  /** SyncStates of an older epoch are not known any more. */
  watermarkEpoch(): number;
  invalidateWatermarks(): void;
  folder(name: FolderName): Folder;
  item(id: string): Item | undefined;
  newUid(): string;
  create(content: ItemContent, folder: Folder): Item;
  update(item: Item, content: ItemContent): Item;
  /** To another folder: the item gets another id, as in Exchange. */
  move(item: Item, to: Folder): Item;
  remove(item: Item): void;
  save(): SavedMailbox;
}

export interface MailboxOptions {
  readonly address: string;
  readonly seed: string;
  readonly clock: Clock;
  /** Told after every change. */
  readonly changed: () => void;
  readonly saved?: SavedMailbox | undefined;
}

export function createMailbox({ address, seed, clock, changed, saved }: MailboxOptions): Mailbox {
  const owner = ownerMark(seed, address);
  const folders = new Map<string, Folder>();
  const names = Object.keys(FOLDERS) as FolderName[]; // Object.keys forgets the type of a constant's keys
  const idOf = (name: FolderName) => folderId(owner, name);
  for (const name of names) {
    const { parent, distinguished, ...rest } = FOLDERS[name];
    const id = idOf(name);
    folders.set(id, {
      id,
      ...rest,
      ...(distinguished && { distinguished }),
      ...(parent && { parentId: idOf(parent) }),
      items: new Map(),
      tombstones: new Map(),
      lastSeq: 0,
    });
  }
  const folderOfItem = new Map<string, Folder>();
  let lastSeq = saved?.lastSeq ?? 0;
  let lastItem = saved?.lastItem ?? 0;
  let watermarkEpoch = saved?.watermarkEpoch ?? 1;
  for (const kept of saved?.folders ?? []) restore(kept);

  function restore(kept: SavedMailbox['folders'][number]): void {
    const folder = folders.get(kept.id);
    if (!folder) return;
    folder.lastSeq = kept.lastSeq;
    for (const item of kept.items) put(item, folder);
    for (const tombstone of kept.tombstones) folder.tombstones.set(tombstone.id, tombstone);
  }

  function put(item: Item, folder: Folder): Item {
    folder.items.set(item.id, item);
    folderOfItem.set(item.id, folder);
    return item;
  }

  function take(item: Item, removedSeq: number): void {
    const folder = folderOfItem.get(item.id);
    if (!folder?.items.delete(item.id)) return;
    folderOfItem.delete(item.id);
    folder.tombstones.set(item.id, { id: item.id, createdSeq: item.createdSeq, removedSeq });
    folder.lastSeq = removedSeq;
  }

  function enter(content: ItemContent, folder: Folder, createdAt: number): Item {
    lastSeq += 1;
    lastItem += 1;
    folder.lastSeq = lastSeq;
    return put(
      {
        ...content,
        id: itemId(owner, lastItem),
        changeKey: changeKey(owner, lastSeq),
        folderId: folder.id,
        createdSeq: lastSeq,
        modifiedSeq: lastSeq,
        createdAt,
        modifiedAt: clock(),
      },
      folder,
    );
  }

  const folder = (name: FolderName): Folder => {
    const found = folders.get(idOf(name));
    if (!found) throw new Error(`The mailbox lacks its folder ${name}.`);
    return found;
  };

  return {
    address,
    owner,
    folders,
    folder,
    watermarkEpoch: () => watermarkEpoch,
    invalidateWatermarks() {
      watermarkEpoch += 1;
      changed();
    },
    item: (id) => folderOfItem.get(id)?.items.get(id),
    newUid: () => newUid(`${seed} ${address}`, lastItem + 1),
    create(content, into) {
      const item = enter(content, into, clock());
      changed();
      return item;
    },
    update(item, content) {
      const at = folderOfItem.get(item.id);
      if (!at) throw new Error('An item that is not in the mailbox cannot be updated.');
      lastSeq += 1;
      at.lastSeq = lastSeq;
      const { id, folderId: place, createdSeq, createdAt } = item;
      const updated = {
        ...content,
        id,
        folderId: place,
        createdSeq,
        createdAt,
        changeKey: changeKey(owner, lastSeq),
        modifiedSeq: lastSeq,
        modifiedAt: clock(),
      };
      changed();
      return put(updated, at);
    },
    move(item, to) {
      lastSeq += 1;
      take(item, lastSeq);
      const moved = enter(contentOf(item), to, item.createdAt);
      changed();
      return moved;
    },
    remove(item) {
      lastSeq += 1;
      take(item, lastSeq);
      changed();
    },
    save: () => ({
      address,
      lastSeq,
      lastItem,
      watermarkEpoch,
      folders: [...folders.values()].map((kept) => ({
        id: kept.id,
        lastSeq: kept.lastSeq,
        items: [...kept.items.values()],
        tombstones: [...kept.tombstones.values()],
      })),
    }),
  };
}
