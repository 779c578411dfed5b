// FindItem (MS-OXWSSRCH, MS-OXWSMTGS for CalendarView): restrictions, sort order, paged views. CalendarView shows the
// single items and occurrences in its range, never a master.

import { itemWriter } from '../item/shape.ts';
import { occurrencesBetween } from '../series/occurrences.ts';
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence, readChoice, readDateTime, readInteger } from '../soap/values.ts';
import type { Folder } from '../store/folders.ts';
import type { Item } from '../store/item.ts';
import { attributes } from '../xml/write.ts';
import { child, type XmlElement } from '../xml/xml.ts';
import { instantOf, UTC, zonedTime } from '../zones/zones.ts';
import { type Call, each, findFolder, type Operation, shapeContext, wholeBatch } from './operation.ts';
import { type Page, page, readPaging } from './paging.ts';
import { itemField, readRestriction } from './restriction.ts';

const NAME = 'FindItem';
const CHILDREN = [
  'ItemShape',
  'IndexedPageItemView',
  'FractionalPageItemView',
  'SeekToConditionPageItemView',
  'CalendarView',
  'ContactsView',
  'GroupBy',
  'DistinguishedGroupBy',
  'Restriction',
  'SortOrder',
  'ParentFolderIds',
  'QueryString',
];
const VIEW_YEARS_MAX = 2;
const VIEW_ENTRIES_MAX = 1000;

export const findItem: Operation = (call) =>
  wholeBatch(NAME, '', () => {
    expectSequence(call.request, CHILDREN);
    const traversal = readChoice('Traversal', call.request.attributes.Traversal, [
      'Shallow',
      'SoftDeleted',
      'Associated',
    ]);
    const write = itemWriter(child(call.request, 'ItemShape'), shapeContext(call), false);
    const select = selection(call);
    const messages = each(
      child(call.request, 'ParentFolderIds')?.children ?? [],
      (id) => {
        const { folder } = findFolder(call, id);
        const found = select(traversal === 'Shallow' ? folder : { ...folder, items: new Map() });
        const items = found.entries.map(write).join('');
        return successMessage(
          NAME,
          `<m:RootFolder${attributes(found.attributes)}><t:Items>${items}</t:Items></m:RootFolder>`,
        );
      },
      (error) => errorMessage(NAME, error),
    );
    return responseBody(NAME, messages);
  });

function selection(call: Call): (folder: Folder) => Page<Item> {
  for (const name of [
    'FractionalPageItemView',
    'SeekToConditionPageItemView',
    'ContactsView',
    'GroupBy',
    'DistinguishedGroupBy',
    'QueryString',
  ]) {
    if (child(call.request, name))
      throw new ResponseError('ErrorInvalidRequest', `${name} is not supported by this server.`);
  }
  const view = child(call.request, 'CalendarView');
  const restriction = child(call.request, 'Restriction');
  if (view) {
    if (restriction)
      throw new ResponseError('ErrorInvalidRequest', 'A restriction cannot be used with a CalendarView.');
    return calendarView(view, call);
  }
  const [expression] = restriction?.children ?? [];
  const matches = expression ? readRestriction(expression, itemField) : () => true;
  const compare = sortOrder(child(call.request, 'SortOrder'));
  const paging = readPaging(child(call.request, 'IndexedPageItemView'));
  return (folder) => {
    const found: Item[] = [];
    for (const item of folder.items.values()) if (matches(item)) found.push(item);
    return page(compare ? found.sort(compare) : found.reverse(), paging);
  };
}

/** Without an order of its own, a view shows the newest items first. */
function sortOrder(order: XmlElement | undefined): ((a: Item, b: Item) => number) | undefined {
  const keys = order?.children.map((fieldOrder) => ({
    read: itemField(fieldOrder.children[0]),
    sign: readChoice('Order', fieldOrder.attributes.Order, ['Ascending', 'Descending']) === 'Ascending' ? 1 : -1,
  }));
  if (!keys) return undefined;
  return (a, b) => {
    for (const { read, sign } of keys) {
      const [left, right] = [read(a) ?? '', read(b) ?? ''];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}

function calendarView(view: XmlElement, call: Call): (folder: Folder) => Page<Item> {
  const instant = (name: string) => {
    const value = readDateTime(name, view.attributes[name] ?? '');
    return 'instant' in value ? value.instant : instantOf(value.local, call.zone ?? UTC);
  };
  const [start, end] = [instant('StartDate'), instant('EndDate')];
  if (end < start)
    throw new ResponseError('ErrorCalendarEndDateIsEarlierThanStartDate', 'EndDate is earlier than StartDate.');
  if (end > zonedTime(start, UTC).add({ years: VIEW_YEARS_MAX }).epochMilliseconds) {
    throw new ResponseError(
      'ErrorCalendarViewRangeTooBig',
      'The specified view range exceeds the maximum range of two years.',
    );
  }
  const { MaxEntriesReturned } = view.attributes;
  const max =
    MaxEntriesReturned === undefined
      ? VIEW_ENTRIES_MAX
      : readInteger('MaxEntriesReturned', MaxEntriesReturned, { min: 1, max: 2_147_483_647 });
  return (folder) => {
    if (folder.folderClass !== 'IPF.Appointment') {
      throw new ResponseError(
        'ErrorCalendarFolderIsInvalidForCalendarView',
        'A CalendarView is only allowed on a calendar folder.',
      );
    }
    const overlapping = [...folder.items.values()].flatMap((item) => {
      if (item.recurrence) return occurrencesBetween(item, start, end);
      return item.start < end && item.end > start ? [item] : [];
    });
    overlapping.sort((a, b) => a.start - b.start);
    const entries = overlapping.slice(0, Math.min(max, VIEW_ENTRIES_MAX));
    return {
      entries,
      attributes: { TotalItemsInView: entries.length, IncludesLastItemInRange: entries.length === overlapping.length },
    };
  };
}
