// A business application in memory that keeps the port's contract, and the people who work in it.
import { type CalendarEvent, EVENT_FIELDS, type EventPatch } from '../../shared/calendar/event.ts';
import { failed, type Outcome, ok } from '../../shared/sync/ports/outcome.ts';
import { withPart } from '../../shared/sync/ports/people.ts';
import type { LeftOutReason, Removal, Tag, Update, Written } from '../../shared/sync/ports/remote.ts';
import type {
  Part,
  Source,
  SourceCreation,
  SourceItem,
  SourceListing,
  SourcePage,
  Whose,
} from '../../shared/sync/ports/source.ts';

interface Stored {
  id: string;
  revision: number;
  tag?: Tag;
  rev?: string;
  owner: string;
  participants: readonly string[];
  event: CalendarEvent;
}

const gone = () => failed({ kind: 'gone' });

export class MemorySource implements Source {
  readonly fields = new Set(EVENT_FIELDS);
  readonly createdType = 'meeting';
  readonly batchSize: number;
  readonly #pageSize: number;
  readonly #items = new Map<string, Stored>();
  readonly #feed: string[] = [];
  #ids = 0;
  /** Writes by the engine, not by people. */
  writes = 0;
  /** The way in which it stores the fields that the engine writes. */
  stores = <P extends EventPatch>(written: P): P => written;

  constructor(options: { batchSize: number; pageSize: number } = { batchSize: 50, pageSize: 500 }) {
    this.batchSize = options.batchSize;
    this.#pageSize = options.pageSize;
  }

  /** Holds whatever there is. */
  unheld(): LeftOutReason | undefined {
    return undefined;
  }

  async changes(watermark: string | undefined): Promise<Outcome<SourcePage>> {
    const from = Number(watermark ?? 0);
    const page = this.#feed.slice(from, from + this.#pageSize);
    const changes = [...new Set(page)].map((id) => {
      const item = this.#items.get(id);
      if (!item) return { kind: 'removed', id, version: 'gone' } as const;
      const { owner, participants } = item;
      return { kind: 'changed', id, version: `${item.revision}`, owner, participants } as const;
    });
    const next = from + page.length;
    return ok({ changes, watermark: `${next}`, more: next < this.#feed.length });
  }

  async list(whose: Whose, cursor: string | undefined): Promise<Outcome<SourceListing>> {
    const theirs = [...this.#items.values()].filter(
      (item) => typeof whose !== 'string' || item.owner === whose || item.participants.includes(whose),
    );
    const after = theirs.filter((item) => cursor === undefined || Number(item.id.slice(1)) > Number(cursor));
    const page = after.slice(0, this.#pageSize);
    const last = page.at(-1);
    const more = after.length > page.length && last;
    return ok({
      items: page.map((item) => this.#item(item)),
      ...(more ? { next: last.id.slice(1) } : {}),
      complete: true,
    });
  }

  async read(ids: readonly string[]): Promise<Outcome<SourceItem>[]> {
    return ids.map((id) => {
      const item = this.#items.get(id);
      return item ? ok(this.#item(item)) : gone();
    });
  }

  async findByTag(tag: Tag): Promise<Outcome<SourceItem[]>> {
    const carries = (item: Stored) => item.tag?.pair === tag.pair && item.tag.nonce === tag.nonce;
    return ok([...this.#items.values()].filter(carries).map((item) => this.#item(item)));
  }

  async create(creations: readonly SourceCreation[]): Promise<Outcome<Written<SourceItem>>[]> {
    return creations.map(({ event, tag, owner }) => {
      const same = [...this.#items.values()].find((item) => item.tag?.nonce === tag.nonce);
      if (!same) this.writes += 1;
      return ok(this.#written(same ?? this.#add({ event: this.stores(event), tag, owner, participants: [] })));
    });
  }

  async update(updates: readonly Update[]): Promise<Outcome<Written<SourceItem>>[]> {
    return updates.map(({ id, version, patch, rev }) => {
      const item = this.#items.get(id);
      if (!item) return gone();
      if (`${item.revision}` !== version) return failed({ kind: 'conflict' });
      this.writes += 1;
      item.event = { ...item.event, ...this.stores(patch) };
      item.rev = rev;
      this.#touch(item);
      return ok(this.#written(item));
    });
  }

  async setParts(parts: readonly Part[]): Promise<Outcome<Written<SourceItem>>[]> {
    return parts.map((part) => {
      const item = this.#items.get(part.id);
      if (!item) return gone();
      if (`${item.revision}` !== part.version) return failed({ kind: 'conflict' });
      this.writes += 1;
      Object.assign(item, withPart(item, part));
      this.#touch(item);
      return ok(this.#written(item));
    });
  }

  async remove(removals: readonly Removal[]): Promise<Outcome<void>[]> {
    return removals.map(({ id, version }) => {
      const item = this.#items.get(id);
      if (!item) return gone();
      if (`${item.revision}` !== version) return failed({ kind: 'conflict' });
      this.writes += 1;
      this.#drop(item);
      return ok(undefined);
    });
  }

  readonly people = {
    list: async () =>
      [...this.#items.values()].map(({ id, event, owner, participants }) => ({ id, event, owner, participants })),
    create: async (event: CalendarEvent, owner: string, participants: readonly string[] = []) =>
      this.#add({ event, owner, participants }).id,
    edit: async (id: string, patch: EventPatch) => {
      const item = this.#found(id);
      item.event = { ...item.event, ...patch };
      this.#touch(item);
    },
    reassign: async (id: string, owner: string, participants: readonly string[]) => {
      Object.assign(this.#found(id), { owner, participants });
      this.#touch(this.#found(id));
    },
    remove: async (id: string) => this.#drop(this.#found(id)),
  };

  #found(id: string): Stored {
    const item = this.#items.get(id);
    if (!item) throw new Error('people change an entry that is not there');
    return item;
  }

  #item(item: Stored): SourceItem {
    const { id, revision, tag, rev, owner, participants, event } = item;
    return {
      id,
      version: `${revision}`,
      ...(tag ? { tag } : {}),
      ...(rev === undefined ? {} : { rev }),
      owner,
      participants,
      type: this.createdType,
      modified: revision > 1,
      content: { kind: 'event', event },
    };
  }

  #written(item: Stored): Written<SourceItem> {
    return { id: item.id, version: `${item.revision}`, item: this.#item(item) };
  }

  #add(item: Omit<Stored, 'id' | 'revision'>): Stored {
    this.#ids += 1;
    const stored = { ...item, id: `S${this.#ids}`, revision: 1 };
    this.#items.set(stored.id, stored);
    this.#feed.push(stored.id);
    return stored;
  }

  #touch(item: Stored): void {
    item.revision += 1;
    this.#feed.push(item.id);
  }

  #drop(item: Stored): void {
    this.#items.delete(item.id);
    this.#feed.push(item.id);
  }
}
