// GetFolder: whether a calendar can be opened.
import { type Outcome, ok } from '../../sync/outcome.ts';
import { type ComposeWith, callOnce, type EwsMailbox } from './call.ts';
import { calendarFolder, type Folder, wellKnownFolder } from './folder.ts';

/** As a request of the account itself, which needs no mailbox for it: what it answers tells that it signed in. */
export const getOwnCalendar: ComposeWith = (ews, service) =>
  bind((each) => new each.FolderId(each.WellKnownFolderName.Calendar))(ews, service);

/** The mailbox's default calendar, whichever is synchronised: who may open it is told by it. */
export const openDefaultCalendar = (mailbox: EwsMailbox): Promise<Outcome<void>> =>
  callOnce(mailbox, bind(wellKnownFolder(mailbox, 'Calendar')), () => ok(undefined));

/** The calendar that is synchronised. */
export async function openCalendar(mailbox: EwsMailbox): Promise<Outcome<void>> {
  const folder = await calendarFolder(mailbox);
  return folder.ok ? callOnce(mailbox, bind(folder.value), () => ok(undefined)) : folder;
}

const bind =
  (folder: Folder): ComposeWith =>
  (ews, service) =>
    ews.Folder.Bind(service, folder(ews), ews.PropertySet.IdOnly);
