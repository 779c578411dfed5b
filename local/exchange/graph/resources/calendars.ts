// Calendars, and the folder of deleted items (learn.microsoft.com: calendar and mailFolder resource types).
import type { Folder } from '../../store/folders.ts';
import type { Mailbox } from '../../store/store.ts';
import { type Call, contextOf, type GraphAnswer } from '../request/call.ts';
import { folderNotFound } from '../request/errors.ts';
import { urlSafe } from '../request/ids.ts';
import { page } from '../request/paging.ts';
import { selected } from '../request/query.ts';
import { calendarFolder, isCalendar } from './events.ts';

const showCalendar = ({ owner, address }: Mailbox, { id, displayName, distinguished, lastSeq }: Folder) => ({
  id: urlSafe(id),
  name: displayName,
  color: 'auto',
  hexColor: '',
  isDefaultCalendar: distinguished === 'calendar',
  changeKey: Buffer.concat([owner, Buffer.from(String(lastSeq))]).toString('base64'),
  canShare: true,
  canViewPrivateItems: true,
  canEdit: true,
  allowedOnlineMeetingProviders: ['teamsForBusiness'],
  defaultOnlineMeetingProvider: 'teamsForBusiness',
  isTallyingResponses: true,
  isRemovable: distinguished !== 'calendar',
  owner: { name: address, address },
});

export const getCalendar = (call: Call, id: string | undefined): GraphAnswer => ({
  status: 200,
  body: {
    '@odata.context': contextOf(call, id === undefined ? 'calendar/$entity' : 'calendars/$entity'),
    ...selected(showCalendar(call.mailbox, calendarFolder(call, id)), call.query),
  },
});

export const listCalendars = (call: Call): GraphAnswer =>
  page(call, [...call.mailbox.folders.values()].filter(isCalendar), {
    context: 'calendars',
    show: (folder) => selected(showCalendar(call.mailbox, folder), call.query),
  });

/** A mail folder by well-known name or id. Calendars are no mail folders. */
function mailFolder({ mailbox }: Call, id: string): Folder {
  const found = [...mailbox.folders.values()].find(
    (folder) => folder.distinguished === id.toLowerCase() || urlSafe(folder.id) === id,
  );
  if (!found || isCalendar(found)) throw folderNotFound();
  return found;
}

export function getMailFolder(call: Call, id: string): GraphAnswer {
  const folder = mailFolder(call, id);
  const children = [...call.mailbox.folders.values()].filter(({ parentId }) => parentId === folder.id);
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, 'mailFolders/$entity'),
      id: urlSafe(folder.id),
      displayName: folder.displayName,
      ...(folder.parentId !== undefined && { parentFolderId: urlSafe(folder.parentId) }),
      childFolderCount: children.filter((child) => !isCalendar(child)).length,
      unreadItemCount: 0,
      totalItemCount: folder.items.size,
      isHidden: false,
    },
  };
}

/** Lists messages only. Graph lists no deleted event and cannot move one back. */
export function listMessages(call: Call, id: string): GraphAnswer {
  mailFolder(call, id);
  return page(call, [], { context: 'messages', show: () => ({}) });
}
