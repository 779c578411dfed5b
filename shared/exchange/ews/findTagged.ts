// The ids of all items that carry a tag of ours, page by page: what we made can be counted when the rows are lost.
import type { TaggedPage } from '../../sync/ports/mailbox.ts';
import { type Outcome, ok } from '../../sync/ports/outcome.ts';
import { findIds } from './find.ts';
import { tagProperty } from './item/tag.ts';
import type { EwsMailbox } from './soap/call.ts';

/** In the calendar folder, after `cursor`: how many have been given. An item that comes or goes meanwhile shifts the rest. */
export async function findTagged(mailbox: EwsMailbox, cursor: string | undefined): Promise<Outcome<TaggedPage>> {
  const offset = Number(cursor ?? 0);
  const page = await findIds(
    mailbox,
    { folder: 'Calendar', property: (ews) => tagProperty(ews, 'Created'), value: undefined },
    offset,
  );
  if (!page.ok) return page;
  const { ids, more } = page.value;
  return ok({ ids, ...(more ? { next: String(offset + ids.length) } : {}) });
}
