// A mailbox or a source that shows the tags of this company, this source and this deployment only. A tag of ours is
// sealed by a keyed mark. An item with another tag is an ordinary item: another synchronisation made it.

import type { Mailbox, MailboxItem } from '../ports/mailbox.ts';
import { type Outcome, ok } from '../ports/outcome.ts';
import { mailboxBehind, sourceBehind } from '../ports/passOn.ts';
import type { Item, Tag, Written } from '../ports/remote.ts';
import type { Source, SourceItem } from '../ports/source.ts';

/** The mark of a tag: a keyed fingerprint of it, which nobody else can make. */
export type Mark = (tag: Tag) => string;

/** No `of` holds it: that is base64url. */
const SEPARATOR = '.';

/** The mailbox whose creations bear the mark. Items with a tag without it are shown without tag. */
export function ownEvents(mailbox: Mailbox, mark: Mark): Mailbox {
  const { items, written, creations } = marking<MailboxItem>(mark);
  return {
    ...mailboxBehind(mailbox),
    read: async (ids) => (await mailbox.read(ids)).map(items),
    findByTag: async (tag) => each(await mailbox.findByTag(tag), (found) => ours(found, mark, tag)),
    findByUid: async (uid) => each(await mailbox.findByUid(uid), (item) => item && own(item, mark)),
    findDeleted: async (uid) => each(await mailbox.findDeleted(uid), (item) => item && own(item, mark)),
    create: async (given) => (await mailbox.create(creations(given))).map(written),
    update: async (updates) => (await mailbox.update(updates)).map(written),
    restore: async (id) => written(await mailbox.restore(id)),
  };
}

/** The same for a source. */
export function ownEntries(source: Source, mark: Mark): Source {
  const { items, written, creations } = marking<SourceItem>(mark);
  return {
    ...sourceBehind(source),
    list: async (email, cursor, window) =>
      each(await source.list(email, cursor, window), (listing) => ({
        ...listing,
        items: listing.items.map((item) => own(item, mark)),
      })),
    read: async (ids) => (await source.read(ids)).map(items),
    findByTag: async (tag) => each(await source.findByTag(tag), (found) => ours(found, mark, tag)),
    create: async (given) => (await source.create(creations(given))).map(written),
    update: async (updates) => (await source.update(updates)).map(written),
    setParts: async (parts) => (await source.setParts(parts)).map(written),
    remove: (removals) => source.remove(removals),
  };
}

const marking = <I extends Item>(mark: Mark) => ({
  items: (read: Outcome<I>): Outcome<I> => each(read, (item) => own(item, mark)),
  written: (answer: Outcome<Written<I>>): Outcome<Written<I>> =>
    each(answer, ({ item, ...rest }) => ({ ...rest, ...(item ? { item: own(item, mark) } : {}) })),
  creations: <C extends { readonly tag: Tag }>(given: readonly C[]): C[] =>
    given.map((creation) => ({ ...creation, tag: marked(creation.tag, mark) })),
});

const each = <T, U>(outcome: Outcome<T>, change: (value: T) => U): Outcome<U> =>
  outcome.ok ? ok(change(outcome.value)) : outcome;

const marked = (tag: Tag, mark: Mark): Tag => ({ ...tag, of: `${tag.of ?? ''}${SEPARATOR}${mark(tag)}` });

/** The item with the tag that we gave it, or without a tag. */
function own<I extends Item>(item: I, mark: Mark): I {
  const { tag: stored, ...rest } = item;
  if (!stored) return item;
  const tag = tagBehind(stored, mark);
  // The rest of an item is still that kind of item: `tag` is optional.
  return (tag ? { ...rest, tag } : rest) as I;
}

/** The items that bear this tag with our mark. */
const ours = <I extends Item>(found: readonly I[], mark: Mark, { nonce }: Tag): I[] =>
  found.map((item) => own(item, mark)).filter((item) => item.tag?.nonce === nonce);

function tagBehind({ pair, nonce, of: stored = '' }: Tag, mark: Mark): Tag | undefined {
  const [of = '', given] = stored.split(SEPARATOR);
  const tag: Tag = { pair, nonce, ...(of === '' ? {} : { of }) };
  return given === mark(tag) ? tag : undefined;
}
