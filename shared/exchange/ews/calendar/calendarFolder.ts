// GetFolder: whether a calendar can be opened.
import { failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { brokenAnswer } from '../../failures.ts';
import { type ComposeWith, callOnce, type EwsMailbox } from '../soap/call.ts';
import { descendant, type XmlElement } from '../xml/reader.ts';
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

/** Its id, the same whether it is asked for by name, by id or as the default one. */
export async function calendarId(mailbox: EwsMailbox): Promise<Outcome<string>> {
  const folder = await calendarFolder(mailbox);
  return folder.ok ? callOnce(mailbox, bind(folder.value), idIn) : folder;
}

function idIn(message: XmlElement): Outcome<string> {
  const id = descendant(message, 'FolderId')?.attributes.Id;
  return id === undefined ? failed(brokenAnswer('the folder has no id')) : ok(id);
}

const bind =
  (folder: Folder): ComposeWith =>
  (ews, service) =>
    ews.Folder.Bind(service, folder(ews), ews.PropertySet.IdOnly);
