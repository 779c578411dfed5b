// What every operation gets and gives, and how it finds the folders and items that a request names.
import type { Accounts, Caller } from '../accounts.ts';
import { isForeignId, isWellFormedId } from '../ids.ts';
import type { Item } from '../item/item.ts';
import type { ShapeContext } from '../item/shape.ts';
import { errorMessage, responseBody } from '../soap/answer.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { child, childText, type XmlElement } from '../soap/xml.ts';
import type { Folder, Mailbox } from '../store.ts';
import type { EwsVersion } from '../versions.ts';
import type { WindowsZone } from '../zones.ts';

/** A mail that Exchange would have sent. */
export interface SentMail {
  readonly kind: 'invitation' | 'update' | 'cancellation';
  readonly from: string;
  readonly to: readonly string[];
  readonly uid: string;
}

export interface Call {
  readonly request: XmlElement;
  readonly version: EwsVersion;
  /** TimeZoneContext. */
  readonly zone: WindowsZone | undefined;
  readonly caller: Caller;
  readonly accounts: Accounts;
  readonly send: (mail: SentMail) => void;
}

/** Answers the body of the response. Throws SoapFault where the whole request is refused. */
export type Operation = (call: Call) => string;

const FOLDER_NOT_FOUND = 'The specified folder could not be found in the store.';

/** The folder that `element` (FolderId or DistinguishedFolderId) names, with its mailbox. Throws ResponseError. */
export function findFolder(
  call: Call,
  element: XmlElement | undefined,
): { readonly folder: Folder; readonly mailbox: Mailbox } {
  if (!element) throw schemaViolation('A folder id is missing.');
  if (element.name === 'DistinguishedFolderId') {
    const mailbox = mailboxOf(call, childText(child(element, 'Mailbox'), 'EmailAddress'));
    const folder = [...mailbox.folders.values()].find((candidate) => candidate.distinguished === element.attributes.Id);
    if (!folder) throw new ResponseError('ErrorFolderNotFound', FOLDER_NOT_FOUND);
    return { folder, mailbox };
  }
  const id = element.attributes.Id ?? '';
  if (!isWellFormedId(id)) throw malformed();
  const mailbox = ownMailbox(call);
  const folder = mailbox.folders.get(id);
  if (!folder) throw notHere(id, mailbox, 'ErrorFolderNotFound', FOLDER_NOT_FOUND);
  return { folder, mailbox };
}

/** The mailbox a request acts in: the impersonated one, or the account's own. */
export function ownMailbox(call: Call): Mailbox {
  const { mailbox } = call.caller;
  if (mailbox) return mailbox;
  throw new ResponseError(
    'ErrorMissingEmailAddress',
    'When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.',
  );
}

/** Delegate access is not simulated: another mailbox than one's own is refused. */
function mailboxOf(call: Call, address: string | undefined): Mailbox {
  if (address === undefined) return ownMailbox(call);
  const named = call.accounts.mailbox(address);
  if (!named) throw new ResponseError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  if (named !== call.caller.mailbox)
    throw new ResponseError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  return named;
}

/** The item that `element` (ItemId) names. Throws ResponseError. */
export function findItem(call: Call, element: XmlElement): Item {
  if (element.name !== 'ItemId')
    throw new ResponseError('ErrorInvalidRequest', `An id of the kind ${element.name} is not supported.`);
  const id = element.attributes.Id ?? '';
  if (!isWellFormedId(id)) throw malformed();
  const mailbox = ownMailbox(call);
  const item = mailbox.item(id);
  if (!item) throw notHere(id, mailbox, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  return item;
}

/** An id of another mailbox is denied, not gone. */
const notHere = (id: string, mailbox: Mailbox, code: string, text: string) =>
  isForeignId(id, mailbox.owner)
    ? new ResponseError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
    : new ResponseError(code, text);

const malformed = () => new ResponseError('ErrorInvalidIdMalformed', 'Id is malformed.');

/** One message per element: `run` gives a good one, `refuse` wraps what it throws as ResponseError. */
export function each<T>(
  elements: readonly T[],
  run: (element: T) => string,
  refuse: (error: ResponseError) => string,
): string[] {
  return elements.map((element) => {
    try {
      return run(element);
    } catch (error) {
      if (error instanceof ResponseError) return refuse(error);
      throw error;
    }
  });
}

/** For what concerns the whole batch: Exchange answers it with one error message, not with one per element. */
export function wholeBatch(name: string, content: string, run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof ResponseError) return responseBody(name, [errorMessage(name, error, content)]);
    throw error;
  }
}

export const shapeContext = (call: Call): ShapeContext => ({
  version: call.version,
  zone: call.zone,
  owner: call.caller.mailbox?.address ?? call.caller.account.name,
});
