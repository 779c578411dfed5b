// The folder of a mailbox that a request is about. As the owner (impersonation) a folder's well-known name is enough;
// as somebody else (delegate access) it goes with the mailbox.
import type { FolderId, WellKnownFolderName } from 'ews-javascript-api';
import { failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { brokenAnswer } from '../../failures.ts';
import type { Ews } from '../library/captureRequest.ts';
import { callOnce, type EwsMailbox } from '../soap/call.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';

/** A folder as the library takes it. */
export type Folder = (ews: Ews) => FolderId;

export type WellKnownFolder = 'Calendar' | 'DeletedItems' | 'MsgFolderRoot';

export const wellKnownFolder =
  ({ connection, address }: EwsMailbox, name: WellKnownFolder): Folder =>
  (ews) => {
    const folder: WellKnownFolderName = ews.WellKnownFolderName[name];
    return connection.access === 'delegate' && address !== undefined
      ? new ews.FolderId(folder, new ews.Mailbox(address))
      : new ews.FolderId(folder);
  };

/** The calendar that is synchronised. One that has a name is looked for once; its id outlives a new name. */
export async function calendarFolder(mailbox: EwsMailbox): Promise<Outcome<Folder>> {
  const { calendar, connection, address = '' } = mailbox;
  if (calendar === undefined) return ok(wellKnownFolder(mailbox, 'Calendar'));
  if ('id' in calendar) return ok(folderWithId(calendar.id));
  const key = JSON.stringify([address, calendar.name]);
  const known = connection.calendars.get(key);
  if (known !== undefined) return ok(folderWithId(known));
  const found = await findCalendar(mailbox, calendar.name);
  if (!found.ok) return found;
  connection.calendars.set(key, found.value);
  return ok(folderWithId(found.value));
}

/** After the answer that the calendar is not there: it may have been made anew under its name. */
export function forgetCalendar({ calendar, connection, address = '' }: EwsMailbox): void {
  if (calendar && 'name' in calendar) connection.calendars.delete(JSON.stringify([address, calendar.name]));
}

const folderWithId =
  (id: string): Folder =>
  (ews) =>
    new ews.FolderId(id);

/** Below the calendar, where Outlook makes further ones, then beside it. Of one name there is one in each place. */
async function findCalendar(mailbox: EwsMailbox, name: string): Promise<Outcome<string>> {
  for (const parent of ['Calendar', 'MsgFolderRoot'] as const) {
    const found = await findBelow(mailbox, wellKnownFolder(mailbox, parent), name);
    if (!found.ok) return found;
    if (found.value !== undefined) return ok(found.value);
  }
  return failed({ kind: 'denied', code: 'calendar-not-found' });
}

const findBelow = (mailbox: EwsMailbox, parent: Folder, name: string): Promise<Outcome<string | undefined>> =>
  callOnce(
    mailbox,
    (ews, service) => {
      const view = new ews.FolderView(PAGE_MAX);
      view.PropertySet = new ews.PropertySet(ews.BasePropertySet.IdOnly, [
        ews.FolderSchema.DisplayName,
        ews.FolderSchema.FolderClass,
      ]);
      const filter = new ews.SearchFilter.IsEqualTo(ews.FolderSchema.DisplayName, name);
      return service.FindFolders(parent(ews), filter, view);
    },
    (message) => calendarIn(message, name),
  );

/** A name occurs once in a folder. */
const PAGE_MAX = 10;

function calendarIn(message: XmlElement, name: string): Outcome<string | undefined> {
  const folders = child(child(message, 'RootFolder'), 'Folders')?.children;
  if (!folders) return failed(brokenAnswer('the page is incomplete'));
  // Folders of mail have names, too; a search may disregard the case of letters.
  const calendar = folders.find((folder) => isCalendar(folder) && sameName(childText(folder, 'DisplayName'), name));
  return ok(child(calendar, 'FolderId')?.attributes.Id);
}

const isCalendar = (folder: XmlElement): boolean =>
  folder.name === 'CalendarFolder' || /^IPF\.Appointment\b/.test(childText(folder, 'FolderClass') ?? '');

const sameName = (found: string | undefined, name: string): boolean =>
  found?.trim().toLowerCase() === name.trim().toLowerCase();
