// A mailbox in memory that keeps the port's contract, and the person whose mailbox it is. As Exchange does, it takes the
// occurrences of a series in requests of their own, after that of the series itself. Long because server and person
// share one store.
import { canonicalField } from '../../shared/calendar/canonical/canonical.ts';
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type When,
} from '../../shared/calendar/event.ts';
import { isHeldByOutlook } from '../../shared/calendar/recurrence/outlookSeries.ts';
import { invitedAfter } from '../../shared/exchange/invited.ts';
import type {
  Attendee,
  BodyChange,
  Mailbox,
  MailboxChange,
  MailboxCreation,
  MailboxItem,
  MailboxPage,
  MailboxRemoval,
  MailboxUpdate,
  Meeting,
  MeetingMails,
  Reformatted,
  TaggedPage,
} from '../../shared/sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../shared/sync/ports/outcome.ts';
import type { LeftOutReason, Tag, Written } from '../../shared/sync/ports/remote.ts';
import { furtherRequest } from '../world/play/requests.ts';

interface Stored {
  id: string;
  uid: string;
  revision: number;
  tag?: Tag;
  rev?: string;
  begun?: string;
  fixed?: ReadonlySet<EventField>;
  meeting?: Meeting;
  event: CalendarEvent;
}

/** The mail that Exchange sends because of a write of ours. */
export interface MeetingMail {
  readonly kind: 'invitation' | 'update' | 'cancellation';
  readonly to: readonly string[];
  readonly uid: string;
  readonly event: CalendarEvent;
  readonly attendees: readonly Attendee[];
}

const asAttendee = (email: string): Attendee => ({ email, kind: 'required', response: 'none' });

/** A write after its first request; `rest` where it needs a second one. */
interface Begun {
  readonly answer: Outcome<Written<MailboxItem>>;
  readonly rest?: () => Outcome<Written<MailboxItem>>;
}

/** The fields of a meeting that an attendee cannot change. */
const ORGANISERS = new Set<EventField>(['title', 'description', 'location', 'when']);

const uidOf = (tag: Tag): string => `uid of ${tag.nonce}`;
const gone = () => failed({ kind: 'gone' });
const transient = failed({ kind: 'transient', code: 'exchange-error' });
const written = ({ id, revision }: Stored): Outcome<Written<MailboxItem>> => ok({ id, version: `${revision}` });

/** One further request for all writes that need it. */
async function finish(begun: readonly Begun[]): Promise<Outcome<Written<MailboxItem>>[]> {
  const rests = begun.flatMap(({ rest }) => rest ?? []);
  if (rests.length === 0) return begun.map(({ answer }) => answer);
  const lost: Outcome<Written<MailboxItem>>[] = rests.map(() => transient);
  const answers = [...(await furtherRequest(async () => rests.map((rest) => rest()), lost))];
  return begun.map(({ answer, rest }) => (rest ? (answers.shift() ?? transient) : answer));
}

/** A write carries the item that it was planned on. */
function expectAsRead({ id, version, item }: MailboxUpdate | MailboxRemoval): void {
  if (item.id !== id || item.version !== version) throw new Error('the write carries another item than it names');
}

const attendeesOf = ({ meeting }: Stored): string[] => (meeting?.attendees ?? []).map(({ email }) => email);

const same = (a: When, b: When): boolean => canonicalField('when', a) === canonicalField('when', b);

const masterOf = (when: When): When =>
  when.recurrence ? { ...when, recurrence: { rule: when.recurrence.rule, overrides: {} } } : when;

/** After the master's request: the occurrences are as they were, unless the series itself is another one. */
const afterMaster = (when: When, before: When): When =>
  when.recurrence && before.recurrence && same(masterOf(when), masterOf(before))
    ? { ...when, recurrence: { rule: when.recurrence.rule, overrides: before.recurrence.overrides } }
    : masterOf(when);

export class MemoryMailbox implements Mailbox {
  readonly api = 'ews';
  readonly fields = new Set(EVENT_FIELDS);
  readonly batchSize: number;
  readonly #pageSize: number;
  readonly #items = new Map<string, Stored>();
  readonly #deleted = new Map<string, Stored>();
  #log: string[] = [];
  /** Where in the log an id came up first. */
  readonly #madeAt = new Map<string, number>();
  #generation = 1;
  #ids = 0;
  /** Told of each mail. */
  post: (mail: MeetingMail) => void = () => undefined;
  /** Writes by the engine, not by the person. */
  writes = 0;
  folder = 'calendar';
  /** The way in which it stores the fields that the engine writes. */
  stores = <P extends EventPatch>(written: P): P => written;

  constructor(options: { batchSize: number; pageSize: number } = { batchSize: 50, pageSize: 512 }) {
    this.batchSize = options.batchSize;
    this.#pageSize = options.pageSize;
  }

  unheld(event: CalendarEvent): LeftOutReason | undefined {
    return isHeldByOutlook(event.when) ? undefined : 'recurrence-not-supported';
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
    const after = [...this.#items.values()].filter(
      ({ id }) => Number(id.slice(1)) > Number(at) && this.#wasToldAt(id, Number(until)),
    );
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
    // As Exchange does: of an item that was made and deleted since the watermark there is no change.
    const told = [...new Set(page)].filter((id) => this.#items.has(id) || this.#wasToldAt(id, at));
    const changes = told.map((id) => this.#change(id));
    return { changes, watermark: `${this.#generation}:log:${next}`, more: next < this.#log.length };
  }

  #wasToldAt = (id: string, at: number): boolean => (this.#madeAt.get(id) ?? 0) < at;

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

  async folderId(): Promise<Outcome<string>> {
    return ok(this.folder);
  }

  async findTagged(cursor: string | undefined): Promise<Outcome<TaggedPage>> {
    const from = Number(cursor ?? 0);
    const tagged = [...this.#items.values()].filter((item) => item.tag).map((item) => item.id);
    const ids = tagged.slice(from, from + this.#pageSize);
    const next = from + ids.length;
    return ok({ ids, ...(next < tagged.length ? { next: String(next) } : {}) });
  }

  async findByUid(uid: string): Promise<Outcome<MailboxItem | undefined>> {
    const item = [...this.#items.values()].find((each) => each.uid === uid);
    return ok(item && this.#item(item));
  }

  async create(creations: readonly MailboxCreation[]): Promise<Outcome<Written<MailboxItem>>[]> {
    const begun = creations.map(({ event, tag, attendees = [] }): Begun => {
      this.writes += 1;
      const uid = uidOf(tag);
      const when = masterOf(event.when);
      if (same(when, event.when)) {
        const item = this.#add({ event: this.stores(event), tag, uid });
        this.#invite(item, { to: 'changed', invite: attendees, disinvite: [] });
        return { answer: written(item) };
      }
      const item = this.#add({ event: this.stores({ ...event, when }), tag, uid, begun: tag.nonce });
      return { answer: written(item), rest: this.#rest(item, event.when, tag.nonce) };
    });
    return finish(begun);
  }

  async update(updates: readonly MailboxUpdate[]): Promise<Outcome<Written<MailboxItem>>[]> {
    return finish(updates.map((update) => this.#beginUpdate(update)));
  }

  #beginUpdate(update: MailboxUpdate): Begun {
    expectAsRead(update);
    const { id, version, patch, rev, mails } = update;
    const item = this.#items.get(id);
    if (!item) return { answer: gone() };
    if (`${item.revision}` !== version) return { answer: failed({ kind: 'conflict' }) };
    const forbidden = EVENT_FIELDS.find((field) => item.fixed?.has(field) && patch[field] !== undefined);
    if (forbidden) return { answer: failed({ kind: 'rejected', code: 'item-rejected', field: forbidden }) };
    this.writes += 1;
    const when = patch.when && afterMaster(patch.when, item.event.when);
    const atOnce = !patch.when || !when || same(when, patch.when);
    item.event = { ...item.event, ...this.stores({ ...patch, ...(when ? { when } : {}) }) };
    if (atOnce) item.rev = rev;
    else item.begun = rev;
    this.#touch(item);
    if (mails) this.#invite(item, mails);
    return { answer: written(item), ...(atOnce ? {} : { rest: this.#rest(item, patch.when, rev) }) };
  }

  /** The occurrences; nothing of it where somebody has changed the item since the first request. */
  #rest({ id, revision }: Stored, when: When, stamp: string): () => Outcome<Written<MailboxItem>> {
    return () => {
      const item = this.#items.get(id);
      if (item?.revision !== revision) return transient;
      item.event = { ...item.event, ...this.stores({ when }) };
      item.rev = stamp;
      delete item.begun;
      this.#touch(item);
      return ok({ id: item.id, version: `${item.revision}`, inSteps: true });
    };
  }

  /** Bodies in memory are plain text. */
  async formats(changes: readonly BodyChange[]): Promise<Outcome<Reformatted | undefined>[]> {
    return changes.map(({ id }) => (this.#items.has(id) ? ok(undefined) : gone()));
  }

  async remove(removals: readonly MailboxRemoval[]): Promise<Outcome<void>[]> {
    return removals.map((removal) => {
      expectAsRead(removal);
      const { id, cancels } = removal;
      const item = this.#items.get(id);
      if (!item) return gone();
      this.writes += 1;
      if (cancels) this.#tell(item, 'cancellation', attendeesOf(item));
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
    list: async () =>
      [...this.#items.values()].map(({ id, uid, event, meeting }) => ({
        ...{ id, uid, event },
        ...(meeting?.cancelled ? { cancelled: true } : {}),
      })),
    create: async (event: CalendarEvent) => this.#add({ event }).id,
    /** Somebody else's meeting arrives. */
    receiveMeeting: async (event: CalendarEvent) => this.#add({ event, fixed: ORGANISERS }).id,
    /** Exchange files what it carries of a meeting, or brings it up to date. */
    carry: async (uid: string, event: CalendarEvent, meeting: Meeting) => {
      const carried = [...this.#items.values()].find((each) => each.uid === uid);
      const fixed = meeting.role === 'attendee' ? { fixed: ORGANISERS } : {};
      if (!carried) return this.#add({ event, uid, meeting, ...fixed }).id;
      const { title, description, location, when } = event;
      Object.assign(carried, { meeting, event: { ...carried.event, title, description, location, when } });
      this.#touch(carried);
      return carried.id;
    },
    /** As some programs copy a meeting: with its UID. */
    carryTwice: async (uid: string) => {
      const carried = [...this.#items.values()].find((each) => each.uid === uid);
      if (carried) this.#add(carried);
    },
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
      const item = this.#items.get(id);
      if (!item) throw new Error('the person copies an event that is not there');
      const { uid: _, meeting: __, fixed: ___, ...copied } = item;
      return this.#add(copied).id;
    },
    /** To another folder and back: the same UID under a new id. */
    move: async (id: string) => {
      const item = this.#items.get(id);
      if (!item) throw new Error('the person moves an event that is not there');
      this.#items.delete(id);
      this.#log.push(id);
      return this.#insert(item).id;
    },
    /** The UID of what was deleted last. */
    lastDeleted: async () => [...this.#deleted.values()].at(-1)?.uid,
    restoreDeleted: async () => {
      const item = [...this.#deleted.values()].at(-1);
      if (item) this.#unbin(item);
    },
    /** The server forgets every SyncState. */
    invalidateWatermarks: async () => {
      this.#generation += 1;
    },
  };

  #invite(item: Stored, { to, invite, disinvite }: MeetingMails): void {
    const before = item.meeting?.attendees ?? [];
    const all = invitedAfter(item.meeting, { invite, disinvite })?.all.map(({ email }) => email) ?? attendeesOf(item);
    const attendees = all.map((email) => before.find((each) => each.email === email) ?? asAttendee(email));
    if (attendees.length > 0) item.meeting = { role: 'organiser', attendees, cancelled: false };
    else delete item.meeting;
    const former = before.map(({ email }) => email);
    if (to === 'everyone')
      this.#tell(
        item,
        'update',
        all.filter((email) => former.includes(email)),
      );
    this.#tell(
      item,
      'invitation',
      all.filter((email) => !former.includes(email)),
    );
    this.#tell(
      item,
      'cancellation',
      former.filter((email) => !all.includes(email)),
    );
  }

  #tell({ uid, event, meeting }: Stored, kind: MeetingMail['kind'], to: readonly string[]): void {
    if (to.length > 0) this.post({ kind, to, uid, event, attendees: meeting?.attendees ?? [] });
  }

  #item(item: Stored): MailboxItem {
    const { id, uid, revision, tag, rev, begun, fixed, meeting, event } = item;
    return {
      id,
      uid,
      version: `${revision}`,
      ...(tag ? { tag } : {}),
      ...(tag && uid === uidOf(tag) ? { made: true } : {}),
      ...(rev === undefined ? {} : { rev }),
      ...(begun === undefined ? {} : { begun }),
      ...(fixed ? { fixed } : {}),
      ...(meeting ? { meeting } : {}),
      content: { kind: 'event', event },
    };
  }

  #add(item: Omit<Stored, 'id' | 'uid' | 'revision'> & { uid?: string }): Stored {
    this.#ids += 1;
    return this.#insert({ uid: `uid${this.#ids}`, ...item, id: '', revision: 0 });
  }

  #insert(item: Stored): Stored {
    this.#ids += 1;
    const stored = { ...item, id: `E${this.#ids}`, revision: item.revision + 1 };
    this.#items.set(stored.id, stored);
    this.#madeAt.set(stored.id, this.#log.length);
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
