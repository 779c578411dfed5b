// Mailboxes in memory: folders, items by id, and the number of every change. It knows nothing of SOAP. Every change
// takes the mailbox's next number. Change keys and folder synchronisation are built on it.
import type { Clock } from '../../../shared/seams.ts';
import { FOLDERS, type Folder, type FolderName, type NewFolder, type SavedFolder, savedFolder } from './folders.ts';
import { newUid } from './globalObjectId.ts';
import { changeKey, folderId, itemId, ownerMark } from './ids.ts';
import { contentOf, type Item, type ItemContent } from './item.ts';

/** A saved mailbox. */
export interface SavedMailbox {
  readonly address: string;
  readonly lastSeq: number;
  readonly lastItem: number;
  readonly watermarkEpoch: number;
  readonly timeZone?: string | undefined;
  readonly folders: readonly SavedFolder[];
}

export interface Mailbox {
  readonly address: string;
  readonly owner: Buffer;
  readonly folders: ReadonlyMap<string, Folder>;
  /** The Windows id of the zone of the owner's working hours; undefined until a client has set them. */
  timeZone(): string | undefined;
  setTimeZone(id: string): void;
  /** SyncStates of an earlier epoch are invalid. */
  watermarkEpoch(): number;
  invalidateWatermarks(): void;
  folder(name: FolderName): Folder;
  /** A folder that the user makes. */
  addFolder(folder: NewFolder): Folder;
  /** Removes a folder with its items. */
  removeFolder(folder: Folder): void;
  item(id: string): Item | undefined;
  itemOfSerial(serial: number): Item | undefined;
  newUid(): string;
  create(content: ItemContent, folder: Folder): Item;
  update(item: Item, content: ItemContent): Item;
  /** Moves to another folder. The item gets another id, as in Exchange. */
  move(item: Item, to: Folder): Item;
  remove(item: Item): void;
  save(): SavedMailbox;
}

export interface MailboxOptions {
  readonly address: string;
  readonly seed: string;
  readonly clock: Clock;
  readonly timeZone?: string | undefined;
  /** Called after every change. */
  readonly changed: () => void;
  readonly saved?: SavedMailbox | undefined;
}

export function createMailbox({ address, seed, clock, changed, timeZone, saved }: MailboxOptions): Mailbox {
  const owner = ownerMark(seed, address);
  const folders = new Map<string, Folder>();
  const names = Object.keys(FOLDERS) as FolderName[]; // Object.keys forgets the type of a constant's keys
  const idOf = (name: FolderName) => folderId(owner, name);
  const open = (id: string, folder: NewFolder & { readonly distinguished?: string }): Folder => {
    const opened = { ...folder, id, items: new Map(), tombstones: new Map(), lastSeq: 0 };
    folders.set(id, opened);
    return opened;
  };
  for (const name of names) {
    const { parent, distinguished, ...rest } = FOLDERS[name];
    open(idOf(name), { ...rest, ...(distinguished && { distinguished }), ...(parent && { parentId: idOf(parent) }) });
  }
  const folderOfItem = new Map<string, Folder>();
  const idsBySerial = new Map<number, string>();
  let lastSeq = saved?.lastSeq ?? 0;
  let lastItem = saved?.lastItem ?? 0;
  let watermarkEpoch = saved?.watermarkEpoch ?? 1;
  let ownZone = saved?.timeZone ?? timeZone;
  for (const kept of saved?.folders ?? []) restore(kept);

  function restore({ displayName, folderClass, parentId, ...kept }: SavedFolder): void {
    const made = { displayName, folderClass, ...(parentId !== undefined && { parentId }) };
    const folder = folders.get(kept.id) ?? open(kept.id, made);
    folder.lastSeq = kept.lastSeq;
    for (const item of kept.items) put(item, folder);
    for (const tombstone of kept.tombstones) folder.tombstones.set(tombstone.id, tombstone);
  }

  function put(item: Item, folder: Folder): Item {
    folder.items.set(item.id, item);
    folderOfItem.set(item.id, folder);
    idsBySerial.set(item.serial, item.id);
    return item;
  }

  function take(item: Item, removedSeq: number): void {
    const folder = folderOfItem.get(item.id);
    if (!folder?.items.delete(item.id)) return;
    folderOfItem.delete(item.id);
    idsBySerial.delete(item.serial);
    const { id, serial, createdSeq } = item;
    folder.tombstones.set(id, { id, serial, createdSeq, removedSeq });
    folder.lastSeq = removedSeq;
  }

  function enter(
    content: ItemContent,
    folder: Folder,
    { createdAt, serial = lastItem + 1 }: { readonly createdAt: number; readonly serial?: number },
  ): Item {
    lastSeq += 1;
    lastItem += 1;
    folder.lastSeq = lastSeq;
    return put(
      {
        ...content,
        id: itemId(owner, lastItem),
        serial,
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

  const itemOf = (id: string) => folderOfItem.get(id)?.items.get(id);

  return {
    address,
    owner,
    folders,
    folder,
    addFolder(made) {
      lastSeq += 1;
      const added = open(folderId(owner, `made ${lastSeq}`), made);
      changed();
      return added;
    },
    removeFolder({ id, items }) {
      for (const item of items.values()) folderOfItem.delete(item.id);
      folders.delete(id);
      changed();
    },
    timeZone: () => ownZone,
    setTimeZone(id) {
      ownZone = id;
      changed();
    },
    watermarkEpoch: () => watermarkEpoch,
    invalidateWatermarks() {
      watermarkEpoch += 1;
      changed();
    },
    item: itemOf,
    itemOfSerial: (serial) => itemOf(idsBySerial.get(serial) ?? ''),
    newUid: () => newUid(`${seed} ${address}`, lastItem + 1),
    create(content, into) {
      const item = enter(content, into, { createdAt: clock() });
      changed();
      return item;
    },
    update(item, content) {
      const at = folderOfItem.get(item.id);
      if (!at) throw new Error('An item that is not in the mailbox cannot be updated.');
      lastSeq += 1;
      at.lastSeq = lastSeq;
      const { id, serial, folderId: place, createdSeq, createdAt } = item;
      const updated = {
        ...content,
        id,
        serial,
        folderId: place,
        createdSeq,
        createdAt,
        changeKey: changeKey(owner, lastSeq),
        modifiedSeq: lastSeq,
        modifiedAt: clock(),
      };
      put(updated, at);
      changed();
      return updated;
    },
    move(item, to) {
      lastSeq += 1;
      take(item, lastSeq);
      const moved = enter(contentOf(item), to, { createdAt: item.createdAt, serial: item.serial });
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
      timeZone: ownZone,
      folders: [...folders.values()].map(savedFolder),
    }),
  };
}
