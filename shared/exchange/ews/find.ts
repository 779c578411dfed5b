// FindItem: the items in one folder of which a property has a value, or any value: all of them, or a page of their ids.
import type { ExtendedPropertyDefinition } from 'ews-javascript-api';
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { calendarFolder, type Folder, wellKnownFolder } from './calendar/folder.ts';
import type { Ews } from './library/captureRequest.ts';
import { readItems } from './read.ts';
import { callOnce, type EwsMailbox } from './soap/call.ts';
import { child, type XmlElement } from './xml/reader.ts';

export interface Search {
  readonly folder: 'Calendar' | 'DeletedItems';
  readonly property: (ews: Ews) => ExtendedPropertyDefinition;
  /** As XML has it: text, or base64 of bytes. Undefined: any. */
  readonly value: string | undefined;
}

/** The server's own limit for a search with a restriction is 250. */
const PAGE_MAX = 100;

/** The found items as they are now, newest change first; what disappeared between search and read is left out. */
export async function findItems(mailbox: EwsMailbox, search: Search): Promise<Outcome<MailboxItem[]>> {
  const items: MailboxItem[] = [];
  const folder = await searchedFolder(mailbox, search);
  if (!folder.ok) return folder;
  for (let offset = 0, more = true; more; offset += PAGE_MAX) {
    const page = await findPage(mailbox, folder.value, { search, offset });
    if (!page.ok) return page;
    for (const outcome of await readItems(mailbox, page.value.ids)) {
      if (outcome.ok) items.push(outcome.value);
      else if (outcome.failure.kind !== 'gone') return outcome;
    }
    more = page.value.more;
  }
  return ok(items);
}

/** The ids after the first `offset`, as many as the server gives at once. */
export async function findIds(mailbox: EwsMailbox, search: Search, offset: number): Promise<Outcome<FoundPage>> {
  const folder = await searchedFolder(mailbox, search);
  return folder.ok ? findPage(mailbox, folder.value, { search, offset }) : folder;
}

interface FoundPage {
  readonly ids: readonly string[];
  readonly more: boolean;
}

const searchedFolder = async (mailbox: EwsMailbox, { folder }: Search): Promise<Outcome<Folder>> =>
  folder === 'Calendar' ? calendarFolder(mailbox) : ok(wellKnownFolder(mailbox, folder));

const findPage = (
  mailbox: EwsMailbox,
  folder: Folder,
  { search, offset }: { readonly search: Search; readonly offset: number },
): Promise<Outcome<FoundPage>> =>
  callOnce(
    mailbox,
    (ews, service) => {
      const view = new ews.ItemView(PAGE_MAX, offset);
      view.PropertySet = ews.PropertySet.IdOnly;
      view.OrderBy.Add(ews.ItemSchema.LastModifiedTime, ews.SortDirection.Descending);
      const property = search.property(ews);
      const { value } = search;
      const filter =
        value === undefined ? new ews.SearchFilter.Exists(property) : new ews.SearchFilter.IsEqualTo(property, value);
      return service.FindItems(folder(ews), filter, view);
    },
    pageOf,
  );

function pageOf(message: XmlElement): Outcome<FoundPage> {
  const folder = child(message, 'RootFolder');
  const last = folder?.attributes.IncludesLastItemInRange;
  const elements = child(folder, 'Items')?.children;
  if (!elements || (last !== 'true' && last !== 'false')) return failed(brokenAnswer('the page is incomplete'));
  const ids = elements.map((element) => child(element, 'ItemId')?.attributes.Id).filter((id) => id !== undefined);
  if (ids.length < elements.length) return failed(brokenAnswer('a found item has no id'));
  return ok({ ids, more: last === 'false' && ids.length > 0 });
}
