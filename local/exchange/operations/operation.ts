// The input and output of every operation, and the search for the folders and items that a request names.
import type { Access, Accounts, Caller } from '../accounts/accounts.ts';
import type { MailboxMoves } from '../accounts/mailboxMoves.ts';
import type { ShapeContext } from '../item/shape.ts';
import type { Send } from '../person/meetingMail.ts';
import { idIn, itemIn } from '../series/find.ts';
import { errorMessage, responseBody } from '../soap/answer.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import type { EwsVersion, ExchangeServer } from '../soap/versions.ts';
import type { Folder } from '../store/folders.ts';
import { isWellFormedId } from '../store/ids.ts';
import type { Item } from '../store/item.ts';
import type { Mailbox } from '../store/store.ts';
import { child, childText, type XmlElement } from '../xml/xml.ts';
import type { WindowsZone } from '../zones/zones.ts';

export interface Call {
  readonly request: XmlElement;
  /** The version that the request declares. */
  readonly version: EwsVersion;
  readonly server: ExchangeServer;
  /** TimeZoneContext. */
  readonly zone: WindowsZone | undefined;
  readonly caller: Caller;
  readonly accounts: Accounts;
  readonly send: Send;
  readonly moves: MailboxMoves;
}

/** Returns the body of the response. Throws SoapFault where the whole request is refused. */
export type Operation = (call: Call) => string;

/** The access that an operation needs. */
type Need = 'read' | 'write';

export interface FoundFolder {
  readonly folder: Folder;
  readonly mailbox: Mailbox;
}

/** The folder that `element` (FolderId or DistinguishedFolderId) names, with its mailbox. Throws ResponseError. */
export function findFolder(call: Call, element: XmlElement | undefined, need: Need = 'read'): FoundFolder {
  if (!element) throw schemaViolation('A folder id is missing.');
  const mailbox =
    element.name === 'DistinguishedFolderId'
      ? addressed(call, element)
      : mailboxOfId(call, element.attributes.Id ?? '');
  const { Id = '' } = element.attributes;
  const folder =
    element.name === 'DistinguishedFolderId'
      ? [...mailbox.folders.values()].find((candidate) => candidate.distinguished === Id)
      : mailbox.folders.get(Id);
  if (!folder) throw folderNotFound();
  expectAccess(call, { folder, mailbox }, { need, notFound: folderNotFound });
  return { folder, mailbox };
}

const folderNotFound = () =>
  new ResponseError('ErrorFolderNotFound', 'The specified folder could not be found in the store.');

/** The mailbox of the request: the impersonated one, or the principal's own. */
function ownMailbox(call: Call): Mailbox {
  const { mailbox } = call.caller;
  if (mailbox) return mailbox;
  throw new ResponseError(
    'ErrorMissingEmailAddress',
    'When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.',
  );
}

/** The mailbox that a DistinguishedFolderId names, else the caller's. */
function addressed(call: Call, element: XmlElement): Mailbox {
  const address = childText(child(element, 'Mailbox'), 'EmailAddress');
  if (address === undefined) return ownMailbox(call);
  const named = call.accounts.mailbox(address);
  if (!named) throw new ResponseError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  call.moves.expectHere(named);
  return named;
}

/** Implicit access: an id names its mailbox (learn.microsoft.com: Delegate access and EWS). */
function mailboxOfId(call: Call, id: string): Mailbox {
  if (!isWellFormedId(id)) throw malformed();
  const mailbox = call.accounts.mailboxOfId(id);
  if (mailbox) call.moves.expectHere(mailbox);
  return mailbox ?? ownMailbox(call);
}

export interface FoundItem {
  readonly item: Item;
  /** The stored item behind it: the master of an occurrence, else the item itself. */
  readonly stored: Item;
  readonly mailbox: Mailbox;
}

/** The item that `element` (ItemId, OccurrenceItemId or RecurringMasterItemId) names. Throws ResponseError. */
export function findItem(call: Call, element: XmlElement, need: Need = 'read'): FoundItem {
  const mailbox = mailboxOfId(call, idIn(element));
  const found = itemIn(mailbox, element);
  const folder = found ? mailbox.folders.get(found.stored.folderId) : mailbox.folder('calendar');
  if (folder) expectAccess(call, { folder, mailbox }, { need: found ? need : 'read', notFound: itemNotFound });
  if (!found) throw itemNotFound();
  return { ...found, mailbox };
}

const itemNotFound = () => new ResponseError('ErrorItemNotFound', 'The specified object was not found in the store.');

/**
 * learn.microsoft.com, Handling delegation-related errors in EWS: an item without access is not found, a change without
 * the right is denied. A closed mailbox is denied too.
 */
function expectAccess(
  call: Call,
  { folder, mailbox }: FoundFolder,
  { need, notFound }: { readonly need: Need; readonly notFound: () => ResponseError },
): void {
  const access = call.accounts.access(call.caller, mailbox, folder);
  if (access === 'hidden') throw notFound();
  if (access === 'closed' || (access === 'read' && need === 'write')) {
    throw new ResponseError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
}

const malformed = () => new ResponseError('ErrorInvalidIdMalformed', 'Id is malformed.');

/** One message per element. `run` makes a success message; `refuse` makes one of a thrown ResponseError. */
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

/** For errors of the whole batch: Exchange answers one error message, not one per element. */
export function wholeBatch(name: string, content: string, run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof ResponseError) return responseBody(name, [errorMessage(name, error, { content })]);
    throw error;
  }
}

export const shapeContext = (call: Call): ShapeContext => ({
  version: call.version,
  zone: call.zone,
  ownerOf: ({ id }) => call.accounts.mailboxOfId(id)?.address ?? '',
  rightsIn: (item) => rightsOf(call, item),
});

function rightsOf(call: Call, { id, folderId }: Item): Access {
  const mailbox = call.accounts.mailboxOfId(id);
  const folder = mailbox?.folders.get(folderId);
  return mailbox && folder ? call.accounts.access(call.caller, mailbox, folder) : 'closed';
}
