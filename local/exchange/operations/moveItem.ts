// MoveItem and CopyItem (MS-OXWSCORE sections 3.1.4.7 and 3.1.4.1). Both give the item a new id. A copy keeps every
// property, including UID and extended properties, because the store copies them all. Outlook's own copy makes a new
// UID: that is `person.copy`.

import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence } from '../soap/values.ts';
import { contentOf, type Item } from '../store/item.ts';
import { child } from '../xml/xml.ts';
import { itemIdElement } from './createItem.ts';
import {
  type Call,
  each,
  type FoundFolder,
  type FoundItem,
  findFolder,
  findItem,
  type Operation,
  wholeBatch,
} from './operation.ts';

const CHILDREN = ['ToFolderId', 'ItemIds', 'ReturnNewItemIds'];

const transfer =
  (name: string, need: 'read' | 'write', run: (from: FoundItem, to: FoundFolder) => Item): Operation =>
  (call: Call) =>
    wholeBatch(name, '<m:Items/>', () => {
      expectSequence(call.request, CHILDREN);
      const to = findFolder(call, child(call.request, 'ToFolderId')?.children[0], 'write');
      const answersIds = child(call.request, 'ReturnNewItemIds')?.text.trim() !== 'false';
      const messages = each(
        child(call.request, 'ItemIds')?.children ?? [],
        (id) => {
          const item = run(whole(findItem(call, id, need)), to);
          return successMessage(name, answersIds ? `<m:Items>${itemIdElement(item)}</m:Items>` : '<m:Items/>');
        },
        (error) => errorMessage(name, error, { content: '<m:Items/>' }),
      );
      return responseBody(name, messages);
    });

/** MS-OXWSMTGS R1193 and R1231. */
function whole(found: FoundItem): FoundItem {
  if (!found.item.occurrence) return found;
  throw new ResponseError('ErrorCalendarCannotMoveOrCopyOccurrence', 'An occurrence cannot be moved or copied.');
}

export const moveItem: Operation = transfer('MoveItem', 'write', (from, to) => {
  if (from.mailbox === to.mailbox) return to.mailbox.move(from.item, to.folder);
  from.mailbox.remove(from.item);
  return to.mailbox.create(contentOf(from.item), to.folder);
});

export const copyItem: Operation = transfer('CopyItem', 'read', ({ item }, to) =>
  to.mailbox.create(contentOf(item), to.folder),
);
