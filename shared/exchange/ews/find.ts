// FindItem: the ids of items in one folder of which a property has a value, all pages of them.
import type { ExtendedPropertyDefinition } from 'ews-javascript-api';
import type { MailboxItem } from '../../sync/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/outcome.ts';
import { callOnce, type EwsMailbox } from './call.ts';
import { brokenAnswer } from './failures.ts';
import { calendarFolder, type Folder, wellKnownFolder } from './folder.ts';
import { readItems } from './read.ts';
import { child, type XmlElement } from './reader.ts';
import type { Ews } from './request.ts';

export interface Search {
  readonly folder: 'Calendar' | 'DeletedItems';
  readonly property: (ews: Ews) => ExtendedPropertyDefinition;
  /** As XML has it: text, or base64 of bytes. */
  readonly value: string;
}

/** The server's own limit for a search with a restriction is 250. */
const PAGE_MAX = 100;

/** The found items as they are now, newest change first; what disappeared between search and read is left out. */
export async function findItems(mailbox: EwsMailbox, search: Search): Promise<Outcome<MailboxItem[]>> {
  const items: MailboxItem[] = [];
  const folder = await searchedFolder(mailbox, search);
  if (!folder.ok) return folder;
  for (let offset = 0, more = true; more; offset += PAGE_MAX) {
    const page = await findPage(mailbox, folder.value, search, offset);
    if (!page.ok) return page;
    for (const outcome of await readItems(mailbox, page.value.ids)) {
      if (outcome.ok) items.push(outcome.value);
      else if (outcome.failure.kind !== 'gone') return outcome;
    }
    more = page.value.more;
  }
  return ok(items);
}

interface FoundPage {
  readonly ids: readonly string[];
  readonly more: boolean;
}

const searchedFolder = async (mailbox: EwsMailbox, { folder }: Search): Promise<Outcome<Folder>> =>
  folder === 'Calendar' ? calendarFolder(mailbox) : ok(wellKnownFolder(mailbox, folder));

const findPage = (mailbox: EwsMailbox, folder: Folder, search: Search, offset: number): Promise<Outcome<FoundPage>> =>
  callOnce(
    mailbox,
    (ews, service) => {
      const view = new ews.ItemView(PAGE_MAX, offset);
      view.PropertySet = ews.PropertySet.IdOnly;
      view.OrderBy.Add(ews.ItemSchema.LastModifiedTime, ews.SortDirection.Descending);
      const filter = new ews.SearchFilter.IsEqualTo(search.property(ews), search.value);
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
