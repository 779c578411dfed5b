// The source of a shared link. One mailbox shows the entries of everybody, so each of them reads as the mailbox's own:
// it is the owner, and nobody takes part. Owner and participants in the application stay as they are. Decision 0031.
import { type Outcome, ok } from '../ports/outcome.ts';
import { sourceBehind } from '../ports/passOn.ts';
import type { Written } from '../ports/remote.ts';
import type { Part, Source, SourceItem } from '../ports/source.ts';

/** `mailbox`: the address of the shared mailbox, in lower case. An entry that is made from its event is its own. */
export function everybodysEntries(source: Source, mailbox: string): Source {
  const own = (item: SourceItem): SourceItem => ({ ...item, owner: mailbox, participants: [] });
  const written = (answer: Outcome<Written<SourceItem>>): Outcome<Written<SourceItem>> =>
    each(answer, ({ item, ...rest }) => ({ ...rest, ...(item ? { item: own(item) } : {}) }));

  return {
    ...sourceBehind(source),
    list: async (_, cursor, window) =>
      each(await source.list({ everybody: true }, cursor, window), (listing) => ({
        ...listing,
        items: listing.items.map(own),
      })),
    read: async (ids) => (await source.read(ids)).map((read) => each(read, own)),
    findByTag: async (tag) => each(await source.findByTag(tag), (found) => found.map(own)),
    create: async (creations) => (await source.create(creations)).map(written),
    update: async (updates) => (await source.update(updates)).map(written),
    setParts: async (parts) => parts.map(unchanged),
    remove: (removals) => source.remove(removals),
  };
}

/** The mailbox has its part in each entry already, and takes it from nobody. */
const unchanged = ({ id, version }: Part): Outcome<Written<SourceItem>> => ok({ id, version });

const each = <T, U>(outcome: Outcome<T>, change: (value: T) => U): Outcome<U> =>
  outcome.ok ? ok(change(outcome.value)) : outcome;
