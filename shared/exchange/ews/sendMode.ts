// Whom an update is mailed to, in the library's words.
import type { SendInvitationsOrCancellationsMode } from 'ews-javascript-api';
import type { ItemUpdate } from '../series/updatePlan.ts';
import type { Ews } from './library/captureRequest.ts';

/** `changed`: only who comes or goes. Each mail is kept in Sent Items. */
export const sendMode = (ews: Ews, mails: ItemUpdate['mails']): SendInvitationsOrCancellationsMode =>
  ({
    nobody: ews.SendInvitationsOrCancellationsMode.SendToNone,
    changed: ews.SendInvitationsOrCancellationsMode.SendToChangedAndSaveCopy,
    everyone: ews.SendInvitationsOrCancellationsMode.SendToAllAndSaveCopy,
  })[mails];
