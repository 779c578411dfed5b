// GetFolder, and the folder elements of an answer (MS-OXWSFOLD).
import type { Access } from '../accounts/accounts.ts';
import { effectiveRights } from '../item/fields.ts';
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import type { Folder } from '../store/folders.ts';
import type { Mailbox } from '../store/store.ts';
import { attributes, textElement } from '../xml/write.ts';
import { child, childText, type XmlElement } from '../xml/xml.ts';
import { type Call, each, type FoundFolder, findFolder, type Operation } from './operation.ts';
import type { Reader } from './restriction.ts';

const NAME = 'GetFolder';
const SHAPES = ['IdOnly', 'Default', 'AllProperties'] as const;

export const getFolder: Operation = (call) => {
  expectSequence(call.request, ['FolderShape', 'FolderIds']);
  const write = folderWriter(child(call.request, 'FolderShape'), call);
  const ids = child(call.request, 'FolderIds')?.children ?? [];
  const messages = each(
    ids,
    (id) => {
      return successMessage(NAME, `<m:Folders>${write(findFolder(call, id))}</m:Folders>`);
    },
    (error) => errorMessage(NAME, error, { content: '<m:Folders/>' }),
  );
  return responseBody(NAME, messages);
};

type Shape = (typeof SHAPES)[number] | 'asked';

interface FolderField {
  readonly uri: string;
  readonly shape: Shape;
  readonly show: (folder: Folder, mailbox: Mailbox, access: Access) => string;
}

const isCalendar = (folder: Folder) => folder.folderClass === 'IPF.Appointment';
const childrenOf = (folder: Folder, mailbox: Mailbox) =>
  [...mailbox.folders.values()].filter(({ parentId }) => parentId === folder.id);

/** The schema's sequence: BaseFolderType, then what calendar folders and others add. */
const FIELDS: readonly FolderField[] = [
  { uri: 'folder:FolderId', shape: 'IdOnly', show: (folder) => folderIdElement('FolderId', folder) },
  {
    uri: 'folder:ParentFolderId',
    shape: 'AllProperties',
    show: ({ parentId }, mailbox) => {
      const parent = parentId === undefined ? undefined : mailbox.folders.get(parentId);
      return parent ? folderIdElement('ParentFolderId', parent) : '';
    },
  },
  {
    uri: 'folder:FolderClass',
    shape: 'AllProperties',
    show: ({ folderClass }) => (folderClass ? textElement('t:FolderClass', folderClass) : ''),
  },
  { uri: 'folder:DisplayName', shape: 'Default', show: ({ displayName }) => textElement('t:DisplayName', displayName) },
  { uri: 'folder:TotalCount', shape: 'Default', show: ({ items }) => textElement('t:TotalCount', String(items.size)) },
  {
    uri: 'folder:ChildFolderCount',
    shape: 'Default',
    show: (folder, mailbox) => textElement('t:ChildFolderCount', String(childrenOf(folder, mailbox).length)),
  },
  {
    uri: 'folder:EffectiveRights',
    shape: 'AllProperties',
    show: (_folder, _mailbox, access) => effectiveRights(access),
  },
  { uri: 'folder:PermissionSet', shape: 'asked', show: (folder) => (isCalendar(folder) ? DEFAULT_PERMISSIONS : '') },
  {
    uri: 'folder:UnreadCount',
    shape: 'Default',
    show: (folder) => (isCalendar(folder) ? '' : textElement('t:UnreadCount', '0')),
  },
];

const DEFAULT_PERMISSIONS =
  '<t:PermissionSet><t:CalendarPermissions><t:CalendarPermission><t:UserId><t:DistinguishedUser>Default</t:DistinguishedUser></t:UserId>' +
  '<t:CanCreateItems>false</t:CanCreateItems><t:CanCreateSubFolders>false</t:CanCreateSubFolders><t:IsFolderOwner>false</t:IsFolderOwner>' +
  '<t:IsFolderVisible>false</t:IsFolderVisible><t:IsFolderContact>false</t:IsFolderContact><t:EditItems>None</t:EditItems>' +
  '<t:DeleteItems>None</t:DeleteItems><t:ReadItems>TimeOnly</t:ReadItems>' +
  '<t:CalendarPermissionLevel>FreeBusyTimeOnly</t:CalendarPermissionLevel></t:CalendarPermission></t:CalendarPermissions></t:PermissionSet>';

const folderIdElement = (name: string, folder: Folder) =>
  `<t:${name}${attributes({ Id: folder.id, ChangeKey: Buffer.from(`folder ${folder.lastSeq}`).toString('base64') })}/>`;

/** Writes folders in the requested shape (FolderResponseShapeType). */
export function folderWriter(shape: XmlElement | undefined, call: Call): (found: FoundFolder) => string {
  if (!shape) throw schemaViolation("The element 'FolderShape' is missing.");
  const base = readChoice('BaseShape', childText(shape, 'BaseShape'), SHAPES);
  const asked = (child(shape, 'AdditionalProperties')?.children ?? []).map((path) => path.attributes.FieldURI);
  const shown = FIELDS.filter(
    (field) =>
      asked.includes(field.uri) || (field.shape !== 'asked' && SHAPES.indexOf(field.shape) <= SHAPES.indexOf(base)),
  );
  return ({ folder, mailbox }) => {
    const access = call.accounts.access(call.caller, mailbox, folder);
    const kind = isCalendar(folder) ? 'CalendarFolder' : 'Folder';
    return `<t:${kind}>${shown.map((field) => field.show(folder, mailbox, access)).join('')}</t:${kind}>`;
  };
}

/** The reader for a path of a search expression over folders. */
export function folderField(path: XmlElement | undefined): Reader<Folder> {
  const uri = path?.attributes.FieldURI ?? '';
  const read = SEARCHABLE[uri];
  if (read) return read;
  throw new ResponseError('ErrorUnsupportedPathForQuery', 'The property can not be used in a query.', uri || undefined);
}

const SEARCHABLE: Readonly<Record<string, Reader<Folder>>> = {
  'folder:DisplayName': ({ displayName }) => displayName,
  'folder:FolderClass': ({ folderClass }) => folderClass,
  'folder:TotalCount': ({ items }) => items.size,
};

/** The subfolders that the caller may see; of all levels when `deep`. */
export function foldersBelow(call: Call, { folder, mailbox }: FoundFolder, deep: boolean): FoundFolder[] {
  return childrenOf(folder, mailbox).flatMap((one) => {
    const below = deep ? foldersBelow(call, { folder: one, mailbox }, true) : [];
    const seen = call.accounts.access(call.caller, mailbox, one) !== 'hidden';
    return seen ? [{ folder: one, mailbox }, ...below] : below;
  });
}
