// DeleteItem (MS-OXWSCORE section 3.1.4.3). It has no condition: a ChangeKey in the id is ignored.

import { withoutOccurrence } from '../series/change.ts';
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import { concernedBy, contentOf, type Item, isMeeting } from '../store/item.ts';
import { child, type XmlElement } from '../xml/xml.ts';
import { SEND_CHOICES } from './createItem.ts';
import { type Call, each, findItem, type Operation } from './operation.ts';

const NAME = 'DeleteItem';
const DISPOSALS = ['HardDelete', 'SoftDelete', 'MoveToDeletedItems'] as const;

export const deleteItem: Operation = (call) => {
  expectSequence(call.request, ['ItemIds']);
  const disposal = readChoice('DeleteType', call.request.attributes.DeleteType, DISPOSALS);
  const messages = each(
    child(call.request, 'ItemIds')?.children ?? [],
    (id) => {
      deleteOne(call, id, disposal);
      return successMessage(NAME, '');
    },
    (error) => errorMessage(NAME, error),
  );
  return responseBody(NAME, messages);
};

/**
 * A deleted occurrence leaves no item behind, whatever the disposal. SoftDelete moves to the dumpster, which no
 * operation here shows, so it looks like HardDelete. A delegate's delete moves to the owner's Deleted Items, whatever
 * rights the delegate has there.
 */
function deleteOne(call: Call, id: XmlElement, disposal: (typeof DISPOSALS)[number]): void {
  const send = call.request.attributes.SendMeetingCancellations;
  if (send === undefined) {
    throw new ResponseError(
      'ErrorSendMeetingCancellationsRequired',
      'SendMeetingCancellations attribute is required for calendar items.',
    );
  }
  const sends = readChoice('SendMeetingCancellations', send, SEND_CHOICES) !== 'SendToNone';
  const { item, stored, mailbox } = findItem(call, id, 'write');
  const deletedItems = mailbox.folder('deleteditems');
  const series =
    item.occurrence && mailbox.update(stored, withoutOccurrence(contentOf(stored), item.occurrence.originalDate));
  if (series) return sends ? tellOf(call, item, { from: mailbox.address, series }) : undefined;
  if (disposal === 'MoveToDeletedItems' && item.folderId !== deletedItems.id) mailbox.move(item, deletedItems);
  else mailbox.remove(item);
  if (sends) tellOf(call, item, { from: mailbox.address });
}

/** `series` is the series without the deleted occurrence. */
function tellOf(call: Call, item: Item, { from, series }: { readonly from: string; readonly series?: Item }): void {
  if (!isMeeting(item)) return;
  const kind = item.organizer === undefined ? 'cancellation' : 'response';
  call.send({ kind, from, to: concernedBy(item), uid: item.uid }, series);
}
