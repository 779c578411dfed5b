// The operations of this server. All others are refused with EWS' own error.
import { convertId } from './convertId.ts';
import { createItem } from './createItem.ts';
import { deleteItem } from './deleteItem.ts';
import { findFolder } from './findFolder.ts';
import { findItem } from './findItem.ts';
import { getFolder } from './getFolder.ts';
import { getItem } from './getItem.ts';
import { getServerTimeZones } from './getServerTimeZones.ts';
import { getUserConfiguration } from './getUserConfiguration.ts';
import { copyItem, moveItem } from './moveItem.ts';
import type { Operation } from './operation.ts';
import { resolveNames } from './resolveNames.ts';
import { syncFolderItems } from './syncFolderItems.ts';
import { updateItem } from './updateItem.ts';

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['ConvertId', convertId],
  ['CopyItem', copyItem],
  ['CreateItem', createItem],
  ['DeleteItem', deleteItem],
  ['FindFolder', findFolder],
  ['FindItem', findItem],
  ['GetFolder', getFolder],
  ['GetItem', getItem],
  ['GetServerTimeZones', getServerTimeZones],
  ['GetUserConfiguration', getUserConfiguration],
  ['MoveItem', moveItem],
  ['ResolveNames', resolveNames],
  ['SyncFolderItems', syncFolderItems],
  ['UpdateItem', updateItem],
]);
