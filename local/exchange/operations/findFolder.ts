// FindFolder: the folders below one, all of them or those that match (MS-OXWSSRCH).
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import { attributes } from '../xml/write.ts';
import { child } from '../xml/xml.ts';
import { folderField, foldersBelow, folderWriter } from './getFolder.ts';
import { each, findFolder as folderNamed, type Operation, wholeBatch } from './operation.ts';
import { page, readPaging } from './paging.ts';
import { readRestriction } from './restriction.ts';

const NAME = 'FindFolder';

export const findFolder: Operation = (call) =>
  wholeBatch(NAME, '', () => {
    expectSequence(call.request, [
      'FolderShape',
      'IndexedPageFolderView',
      'FractionalPageFolderView',
      'Restriction',
      'ParentFolderIds',
    ]);
    const deep =
      readChoice('Traversal', call.request.attributes.Traversal, ['Shallow', 'Deep', 'SoftDeleted']) === 'Deep';
    const write = folderWriter(child(call.request, 'FolderShape'), call);
    const [expression] = child(call.request, 'Restriction')?.children ?? [];
    const matches = expression ? readRestriction(expression, folderField) : () => true;
    const paging = readPaging(child(call.request, 'IndexedPageFolderView'));
    const messages = each(
      child(call.request, 'ParentFolderIds')?.children ?? [],
      (id) => {
        const below = foldersBelow(call, folderNamed(call, id), deep);
        const found = page(
          below.filter(({ folder }) => matches(folder)),
          paging,
        );
        const folders = found.entries.map(write).join('');
        return successMessage(
          NAME,
          `<m:RootFolder${attributes(found.attributes)}><t:Folders>${folders}</t:Folders></m:RootFolder>`,
        );
      },
      (error) => errorMessage(NAME, error),
    );
    return responseBody(NAME, messages);
  });
