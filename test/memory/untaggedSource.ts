// A business application in memory that was not made for a synchronisation. It has no field for a tag or a rev, tells of
// no deletion, and puts no condition on a write.
import type { Instant } from '../../shared/calendar/event.ts';
import { type Outcome, ok } from '../../shared/sync/ports/outcome.ts';
import type { Written } from '../../shared/sync/ports/remote.ts';
import type { SourceItem, UntaggedSource } from '../../shared/sync/ports/source.ts';
import { MemorySource } from './source.ts';

export interface UntaggedMemorySource {
  readonly source: UntaggedSource;
  readonly people: MemorySource['people'];
  readonly writes: () => number;
}

/** `now`: the application's clock. */
export function untaggedMemorySource(
  sizes: ConstructorParameters<typeof MemorySource>[0],
  now: () => Instant,
): UntaggedMemorySource {
  const memory = new MemorySource(sizes);
  const createdAt = new Map<string, Instant>();
  const byPeople = new Set<string>();
  let nonces = 0;

  const bare = ({ tag: _, rev: __, ...item }: SourceItem): SourceItem => {
    if (!createdAt.has(item.id)) createdAt.set(item.id, now());
    const ours = byPeople.has(item.id) ? {} : { createdByUs: true as const };
    return { ...item, unstamped: true, createdAt: createdAt.get(item.id) ?? 0, ...ours };
  };
  const bareEach = <T extends SourceItem>(outcomes: readonly Outcome<T>[]): Outcome<SourceItem>[] =>
    outcomes.map((each) => (each.ok ? ok(bare(each.value)) : each));
  const bareWritten = (outcomes: readonly Outcome<Written<SourceItem>>[]): Outcome<Written<SourceItem>>[] =>
    outcomes.map((each) => (each.ok && each.value.item ? ok({ ...each.value, item: bare(each.value.item) }) : each));

  const source: UntaggedSource = {
    fields: memory.fields,
    batchSize: memory.batchSize,
    createdType: memory.createdType,
    tellsDeletions: false,
    unheld: () => undefined,

    async changes(watermark) {
      const page = await memory.changes(watermark);
      if (!page.ok) return page;
      return ok({ ...page.value, changes: page.value.changes.filter(({ kind }) => kind === 'changed') });
    },
    async list(whose, cursor) {
      const listing = await memory.list(whose, cursor);
      return listing.ok ? ok({ ...listing.value, items: listing.value.items.map(bare) }) : listing;
    },
    read: async (ids) => bareEach(await memory.read(ids)),

    async createdSince(email, since) {
      const found: SourceItem[] = [];
      for (const { id, owner, participants } of await memory.people.list()) {
        const [read] = await memory.read([id]);
        if (!(owner === email || participants.includes(email)) || !read?.ok) continue;
        const item = bare(read.value);
        if ((item.createdAt ?? 0) >= since) found.push(item);
      }
      return ok(found);
    },
    // A creation that is sent twice makes two entries.
    create: async (creations) =>
      bareWritten(
        await memory.create(
          creations.map((creation) => {
            nonces += 1;
            return { ...creation, tag: { pair: 'none', nonce: `${nonces}` } };
          }),
        ),
      ),
    update: async (updates) => bareWritten(await memory.update(updates)),
    setParts: async (parts) => bareWritten(await memory.setParts(parts)),
    remove: (removals) => memory.remove(removals),
  };
  const people: MemorySource['people'] = {
    ...memory.people,
    async create(event, owner, participants) {
      const id = await memory.people.create(event, owner, participants);
      createdAt.set(id, now());
      byPeople.add(id);
      return id;
    },
  };
  return { source, people, writes: () => memory.writes };
}
