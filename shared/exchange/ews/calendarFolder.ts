// GetFolder: whether the calendar of a mailbox can be opened.
import { type Outcome, ok } from '../../sync/outcome.ts';
import { type ComposeWith, callOnce, type EwsMailbox } from './call.ts';

export const getCalendarFolder: ComposeWith = (ews, service) =>
  ews.Folder.Bind(service, ews.WellKnownFolderName.Calendar, ews.PropertySet.IdOnly);

export const openCalendarFolder = (mailbox: EwsMailbox): Promise<Outcome<void>> =>
  callOnce(mailbox, getCalendarFolder, () => ok(undefined));
