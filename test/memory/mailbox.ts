// A mailbox in memory that keeps the port's contract, and the person whose mailbox it is.
import type { CalendarEvent, EventPatch } from '../../shared/calendar/event.ts';
import { EVENT_FIELDS } from '../../shared/calendar/event.ts';
import type { Mailbox, MailboxChange, MailboxItem, MailboxPage } from '../../shared/sync/mailbox.ts';
import { failed, type Outcome, ok } from '../../shared/sync/outcome.ts';
import type { Creation, Removal, Tag, Update, Written } from '../../shared/sync/remote.ts';

interface Stored {
  id: string;
  uid: string;
  revision: number;
  tag?: Tag;
  rev?: string;
  event: CalendarEvent;
}

const gone = () => failed({ kind: 'gone' });

export class MemoryMailbox implements Mailbox {
  readonly fields = new Set(EVENT_FIELDS);
  readonly batchSize: number;
  readonly #pageSize: number;
  readonly #items = new Map<string, Stored>();
  readonly #deleted = new Map<string, Stored>();
  #log: string[] = [];
  #generation = 1;
  #ids = 0;
  /** Writes by the engine, not by the person. */
  writes = 0;

  constructor(options: { batchSize: number; pageSize: number } = { batchSize: 50, pageSize: 512 }) {
    this.batchSize = options.batchSize;
    this.#pageSize = options.pageSize;
  }

  async changes(watermark: string | undefined): Promise<Outcome<MailboxPage | 'watermarkInvalid'>> {
    const [generation, phase, at, until] = watermark?.split(':') ?? [
      String(this.#generation),
      'all',
      '0',
      String(this.#log.length),
    ];
    if (Number(generation) !== this.#generation) return ok('watermarkInvalid');
    if (phase === 'log') return ok(this.#logPage(Number(at)));
    const after = [...this.#items.values()].filter((item) => Number(item.id.slice(1)) > Number(at));
    const page = after.slice(0, this.#pageSize);
    const more = after.length > page.length;
    const last = page.at(-1);
    return ok({
      changes: page.map((item) => this.#change(item.id)),
      watermark: more && last ? `${generation}:all:${last.id.slice(1)}:${until}` : `${generation}:log:${until}`,
      more,
    });
  }

  #logPage(at: number): MailboxPage {
    const page = this.#log.slice(at, at + this.#pageSize);
    const next = at + page.length;
    const changes = [...new Set(page)].map((id) => this.#change(id));
    return { changes, watermark: `${this.#generation}:log:${next}`, more: next < this.#log.length };
  }

  #change(id: string): MailboxChange {
    const item = this.#items.get(id);
    return item ? { kind: 'changed', id, version: `${item.revision}` } : { kind: 'removed', id };
  }

  async read(ids: readonly string[]): Promise<Outcome<MailboxItem>[]> {
    return ids.map((id) => {
      const item = this.#items.get(id);
      return item ? ok(this.#item(item)) : gone();
    });
  }

  async findByTag(tag: Tag): Promise<Outcome<MailboxItem[]>> {
    const carries = (item: Stored) => item.tag?.pair === tag.pair && item.tag.nonce === tag.nonce;
    return ok([...this.#items.values()].filter(carries).map((item) => this.#item(item)));
  }

  async findByUid(uid: string): Promise<Outcome<MailboxItem | undefined>> {
    const item = [...this.#items.values()].find((each) => each.uid === uid);
    return ok(item && this.#item(item));
  }

  async create(creations: readonly Creation[]): Promise<Outcome<Written<MailboxItem>>[]> {
    return creations.map(({ event, tag }) => {
      this.writes += 1;
      const item = this.#add({ event, tag, uid: `uid of ${tag.nonce}` });
      return ok({ id: item.id, version: `${item.revision}` });
    });
  }

  async update(updates: readonly Update[]): Promise<Outcome<Written<MailboxItem>>[]> {
    return updates.map(({ id, version, patch, rev }) => {
      const item = this.#items.get(id);
      if (!item) return gone();
      if (`${item.revision}` !== version) return failed({ kind: 'conflict' });
      this.writes += 1;
      item.event = { ...item.event, ...patch };
      item.rev = rev;
      this.#touch(item);
      return ok({ id, version: `${item.revision}` });
    });
  }

  async remove(removals: readonly Removal[]): Promise<Outcome<void>[]> {
    return removals.map(({ id }) => {
      const item = this.#items.get(id);
      if (!item) return gone();
      this.writes += 1;
      this.#bin(item);
      return ok(undefined);
    });
  }

  async findDeleted(uid: string): Promise<Outcome<MailboxItem | undefined>> {
    const item = [...this.#deleted.values()].findLast((each) => each.uid === uid);
    return ok(item && this.#item(item));
  }

  async restore(id: string): Promise<Outcome<Written<MailboxItem>>> {
    const item = this.#deleted.get(id);
    if (!item) return gone();
    this.writes += 1;
    const restored = this.#unbin(item);
    return ok({ id: restored.id, version: `${restored.revision}` });
  }

  readonly person = {
    list: async () => [...this.#items.values()].map(({ id, event }) => ({ id, event })),
    create: async (event: CalendarEvent) => this.#add({ event }).id,
    edit: async (id: string, patch: EventPatch) => {
      const item = this.#items.get(id);
      if (!item) throw new Error('the person edits an event that is not there');
      item.event = { ...item.event, ...patch };
      this.#touch(item);
    },
    remove: async (id: string) => {
      const item = this.#items.get(id);
      if (item) this.#bin(item);
    },
    /** As Outlook does: content and our properties are copied, the UID is a new one. */
    copy: async (id: string) => {
      const { tag, rev, event } = this.#items.get(id) ?? {};
      if (!event) throw new Error('the person copies an event that is not there');
      return this.#add({ event, ...(tag ? { tag } : {}), ...(rev ? { rev } : {}) }).id;
    },
    /** To another folder and back: the same UID under a new id. */
    move: async (id: string) => {
      const item = this.#items.get(id);
      if (!item) throw new Error('the person moves an event that is not there');
      this.#items.delete(id);
      this.#log.push(id);
      return this.#insert(item).id;
    },
    restoreDeleted: async () => {
      const item = [...this.#deleted.values()].at(-1);
      if (item) this.#unbin(item);
    },
    /** The server forgets every SyncState. */
    invalidateWatermarks: async () => {
      this.#generation += 1;
    },
  };

  #item(item: Stored): MailboxItem {
    const { id, uid, revision, tag, rev, event } = item;
    return {
      id,
      uid,
      version: `${revision}`,
      ...(tag ? { tag } : {}),
      ...(rev === undefined ? {} : { rev }),
      content: { kind: 'event', event },
    };
  }

  #add(item: { event: CalendarEvent; tag?: Tag; rev?: string; uid?: string }): Stored {
    this.#ids += 1;
    return this.#insert({ uid: `uid${this.#ids}`, ...item, id: '', revision: 0 });
  }

  #insert(item: Stored): Stored {
    this.#ids += 1;
    const stored = { ...item, id: `E${this.#ids}`, revision: item.revision + 1 };
    this.#items.set(stored.id, stored);
    this.#log.push(stored.id);
    return stored;
  }

  #touch(item: Stored): void {
    item.revision += 1;
    this.#log.push(item.id);
  }

  #bin(item: Stored): void {
    this.#items.delete(item.id);
    this.#log.push(item.id);
    this.#ids += 1;
    const id = `D${this.#ids}`;
    this.#deleted.set(id, { ...item, id });
  }

  #unbin(item: Stored): Stored {
    this.#deleted.delete(item.id);
    return this.#insert(item);
  }
}
