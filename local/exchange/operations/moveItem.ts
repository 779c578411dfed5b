// MoveItem and CopyItem (MS-OXWSCORE sections 3.1.4.7 and 3.1.4.1): both give the item a new id. A copy keeps every
// property of its original, UID and extended properties too, since the store copies them all; Outlook's own copy,
// which makes a new UID, is `person.copy`.
import { contentOf, type Item } from '../item/item.ts';
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { expectSequence } from '../soap/values.ts';
import { child } from '../soap/xml.ts';
import type { Folder, Mailbox } from '../store.ts';
import { itemIdElement } from './createItem.ts';
import { type Call, each, findFolder, findItem, type Operation, wholeBatch } from './operation.ts';

const CHILDREN = ['ToFolderId', 'ItemIds', 'ReturnNewItemIds'];

const transfer =
  (name: string, run: (item: Item, to: Folder, mailbox: Mailbox) => Item): Operation =>
  (call: Call) =>
    wholeBatch(name, '<m:Items/>', () => {
      expectSequence(call.request, CHILDREN);
      const { folder, mailbox } = findFolder(call, child(call.request, 'ToFolderId')?.children[0]);
      const answersIds = child(call.request, 'ReturnNewItemIds')?.text.trim() !== 'false';
      const messages = each(
        child(call.request, 'ItemIds')?.children ?? [],
        (id) => {
          const item = run(findItem(call, id), folder, mailbox);
          return successMessage(name, answersIds ? `<m:Items>${itemIdElement(item)}</m:Items>` : '<m:Items/>');
        },
        (error) => errorMessage(name, error, '<m:Items/>'),
      );
      return responseBody(name, messages);
    });

export const moveItem: Operation = transfer('MoveItem', (item, to, mailbox) => mailbox.move(item, to));

export const copyItem: Operation = transfer('CopyItem', (item, to, mailbox) => mailbox.create(contentOf(item), to));
