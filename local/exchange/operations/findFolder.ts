// FindFolder: the folders below one (MS-OXWSSRCH). Restrictions are ignored: clients here only list.
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import { attributes } from '../soap/write.ts';
import { child } from '../soap/xml.ts';
import { foldersBelow, folderWriter } from './getFolder.ts';
import { each, findFolder as folderNamed, type Operation } from './operation.ts';
import { page, readPaging } from './paging.ts';

const NAME = 'FindFolder';

export const findFolder: Operation = (call) => {
  expectSequence(call.request, [
    'FolderShape',
    'IndexedPageFolderView',
    'FractionalPageFolderView',
    'Restriction',
    'ParentFolderIds',
  ]);
  const deep =
    readChoice('Traversal', call.request.attributes.Traversal, ['Shallow', 'Deep', 'SoftDeleted']) === 'Deep';
  const write = folderWriter(child(call.request, 'FolderShape'));
  const paging = readPaging(child(call.request, 'IndexedPageFolderView'));
  const messages = each(
    child(call.request, 'ParentFolderIds')?.children ?? [],
    (id) => {
      const { folder, mailbox } = folderNamed(call, id);
      const found = page(foldersBelow(folder, mailbox, deep), paging);
      const folders = found.entries.map((below) => write(below, mailbox)).join('');
      return successMessage(
        NAME,
        `<m:RootFolder${attributes(found.attributes)}><t:Folders>${folders}</t:Folders></m:RootFolder>`,
      );
    },
    (error) => errorMessage(NAME, error),
  );
  return responseBody(NAME, messages);
};
