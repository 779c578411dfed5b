// CreateItem for calendar items (MS-OXWSMTGS section 3.1.4.2).

import { setAll, settle } from '../item/draft.ts';
import { settleSeries } from '../series/settle.ts';
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import type { Folder } from '../store/folders.ts';
import { attendeesOf, type Item, isMeeting, newContent } from '../store/item.ts';
import type { Mailbox } from '../store/store.ts';
import { attributes } from '../xml/write.ts';
import { child, type XmlElement } from '../xml/xml.ts';
import { UTC } from '../zones/zones.ts';
import { type Call, each, findFolder, type Operation, wholeBatch } from './operation.ts';

const NAME = 'CreateItem';
const CALENDAR = {
  uri: 'types',
  name: 'DistinguishedFolderId',
  attributes: { Id: 'calendar' },
  children: [],
  text: '',
};
export const SEND_CHOICES = ['SendToNone', 'SendOnlyToAll', 'SendToAllAndSaveCopy'] as const;

export const createItem: Operation = (call) =>
  wholeBatch(NAME, '<m:Items/>', () => {
    expectSequence(call.request, ['SavedItemFolderId', 'Items']);
    const { folder, mailbox } = findFolder(
      call,
      child(call.request, 'SavedItemFolderId')?.children[0] ?? CALENDAR,
      'write',
    );
    const messages = each(
      child(call.request, 'Items')?.children ?? [],
      (element) =>
        successMessage(NAME, `<m:Items>${itemIdElement(createOne(call, element, { folder, mailbox }))}</m:Items>`),
      (error) => errorMessage(NAME, error, { content: '<m:Items/>' }),
    );
    return responseBody(NAME, messages);
  });

export const itemIdElement = ({ id, changeKey }: Item): string =>
  `<t:CalendarItem><t:ItemId${attributes({ Id: id, ChangeKey: changeKey })}/></t:CalendarItem>`;

function createOne(
  call: Call,
  element: XmlElement,
  { folder, mailbox }: { readonly folder: Folder; readonly mailbox: Mailbox },
): Item {
  if (element.name !== 'CalendarItem') {
    throw new ResponseError('ErrorInvalidRequest', `This server stores calendar items only, not ${element.name}.`);
  }
  const send = call.request.attributes.SendMeetingInvitations;
  if (send === undefined) {
    throw new ResponseError(
      'ErrorSendMeetingInvitationsRequired',
      'SendMeetingInvitations attribute is required for calendar items.',
    );
  }
  const sends = readChoice('SendMeetingInvitations', send, SEND_CHOICES) !== 'SendToNone';
  if (folder.folderClass !== 'IPF.Appointment') {
    throw new ResponseError(
      'ErrorCannotCreateCalendarItemInNonCalendarFolder',
      'Cannot create a calendar item in a folder that is not a calendar folder.',
    );
  }
  const draft = newContent(mailbox.newUid());
  draft.startZone = draft.endZone = (call.zone ?? UTC).id;
  setAll(draft, element, call);
  requireTimes(element);
  const content = settleSeries(settle(draft, call));
  const invites = sends && isMeeting(content);
  const item = mailbox.create({ ...content, meetingRequestWasSent: invites }, folder);
  if (invites) call.send({ kind: 'invitation', from: mailbox.address, to: attendeesOf(item), uid: item.uid }, item);
  return item;
}

function requireTimes(element: XmlElement): void {
  for (const name of ['Start', 'End']) {
    if (!child(element, name))
      throw new ResponseError('ErrorRequiredPropertyMissing', 'Required property is missing.', `calendar:${name}`);
  }
}
