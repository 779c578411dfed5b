// People, their two calendars, and the book-keeping that judges the engine: which value a person wrote where, what
// replaced it, who deleted what. Runs over any implementation of the ports. Long because
// what people do and what is written down of it must not be read apart.
import { canonicalField } from '../../shared/calendar/canonical/canonical.ts';
import type { Prints } from '../../shared/calendar/canonical/fingerprint.ts';
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type RecurrenceRule,
} from '../../shared/calendar/event.ts';
import { isHeldByOutlook } from '../../shared/calendar/recurrence/outlookSeries.ts';
import { expandedSource } from '../../shared/sync/expansion/expandedSource.ts';
import type { FormerConnection } from '../../shared/sync/ports/formerConnection.ts';
import type { LinkContext, Printer } from '../../shared/sync/ports/link.ts';
import { DEFAULT_RULES, type LinkRules } from '../../shared/sync/ports/linkRules.ts';
import type { Mailbox } from '../../shared/sync/ports/mailbox.ts';
import type { HistoryRow, LinkRow } from '../../shared/sync/ports/rows.ts';
import type { Source, UntaggedSource } from '../../shared/sync/ports/source.ts';
import type { CompanyStore, LinkStore } from '../../shared/sync/ports/store.ts';
import type { TagLedger } from '../../shared/sync/ports/tagLedger.ts';
import { keepTags } from '../../shared/sync/untagged/keepTags.ts';
import { openedFrom } from './openedFrom.ts';
import { asSingles } from './singles.ts';
import {
  excludeOccurrence,
  moveOccurrence,
  occurrence,
  patchOccurrence,
  recurring,
  restart,
  textsIn,
  WEEKLY,
} from './weekly.ts';

export const ADA = 'ada@example.com';
export const GRACE = 'grace@example.com';

/** The deeds of a person in their own mailbox, in Outlook. */
export interface MailboxPerson {
  list(): Promise<{ id: string; event: CalendarEvent }[]>;
  create(event: CalendarEvent): Promise<string>;
  edit(id: string, patch: EventPatch): Promise<void>;
  remove(id: string): Promise<void>;
  copy(id: string): Promise<string>;
  move(id: string): Promise<string>;
  restoreDeleted(): Promise<void>;
  invalidateWatermarks(): Promise<void>;
}

/** The deeds of people in the business application. */
export interface SourcePeople {
  list(): Promise<{ id: string; event: CalendarEvent; owner: string; participants: readonly string[] }[]>;
  create(event: CalendarEvent, owner: string, participants?: readonly string[]): Promise<string>;
  edit(id: string, patch: EventPatch): Promise<void>;
  reassign(id: string, owner: string, participants: readonly string[]): Promise<void>;
  remove(id: string): Promise<void>;
}

/** One implementation of all ports, with the people behind them. */
export interface Ports {
  readonly mailbox: Mailbox;
  readonly source: Source;
  /** The application of `source` has no field for a tag: the engine gets it through keepTags. */
  readonly ledger?: TagLedger;
  /** Gives the application the world's clock. */
  tellTime?(now: () => number): void;
  readonly store: LinkStore;
  readonly company: CompanyStore;
  readonly person: MailboxPerson;
  readonly people: SourcePeople;
  /** Writes the link's row and the company's registration, as switching on does. */
  setLink(row: LinkRow): Promise<void>;
  /** The tables of the link and its company are as if they had never been; both calendars stay as they are. */
  loseRows(): Promise<void>;
  /** The tables as they are now, to be restored later. */
  backUp?(): { readonly restore: () => void; readonly restoreLink: (link: string) => void };
  /** From here on the mailbox is called over its other interface; `answers`: whether the former one still does. */
  goOver?(answers: boolean): FormerConnection;
}

export interface WorldOptions {
  readonly started?: boolean;
  readonly conflictPolicy?: 'mailbox' | 'source';
  readonly rules?: LinkRules;
}

/** The oracle's expectation of a case, beside the deeds of people in it. */
export interface Expected {
  readonly things?: number;
  readonly unequal?: true;
  /** Things that may stand on one side only, or differ. */
  readonly mayDiffer?: ReadonlySet<string>;
}

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 8);
/**
 * Canonical text under the name of its key stands in for a keyed hash: equal where it is equal, and cheap enough for a
 * hundred thousand cases.
 */
function printerOf(key: string): Printer {
  const printed = new WeakMap<object, Prints>();
  return {
    key,
    print(fields) {
      const known = printed.get(fields);
      if (known) return known;
      const names = EVENT_FIELDS.filter((field) => fields[field] !== undefined);
      const prints = Object.fromEntries(
        names.map((field) => [field, `${key} ${canonicalField(field, fields[field] as CalendarEvent[typeof field])}`]),
      );
      printed.set(fields, prints);
      return prints;
    },
  };
}
const FIRST_KEY = printerOf('key 1');
/** The key is written before the text, where it is not the first. */
const sealedBy = ({ key }: Printer, text: string): string => (key === FIRST_KEY.key ? text : `${key}|${text}`);
const textOf = (sealed: string): string => sealed.replace(/^key \d+\|/, '');
const isSealedBy = (key: Printer, sealed: string): boolean => sealed === sealedBy(key, textOf(sealed));

export class World {
  now = START;
  rules: LinkRules;
  conflictPolicy: 'mailbox' | 'source';
  participants: LinkContext['participants'] = 'silentCopies';
  /** The version of the connection's settings, and what the one before tells in a cut-over. */
  connection = '1';
  former: LinkContext['former'] | undefined;
  readonly ports: Ports;
  #ids = 0;
  #values = 0;
  #link: LinkRow;
  #backup: { readonly link: LinkRow; readonly restore: () => void } | undefined;
  /** The key in use first. */
  #keysMade = 1;
  #keys: readonly [Printer, ...Printer[]] = [FIRST_KEY];
  /** Every value a person wrote, with what must have become of it. */
  readonly #written = new Map<string, 'stands' | 'superseded' | 'deleted'>();
  /** The number of items that one thing may have: one, and one more for each copy a person made. */
  readonly #allowed = new Map<string, number>();
  /** Things that have been series that no mailbox holds. */
  readonly #expanded = new Set<string>();

  private constructor(ports: Ports, options: WorldOptions) {
    this.ports = ports;
    this.conflictPolicy = options.conflictPolicy ?? 'mailbox';
    this.rules = options.rules ?? DEFAULT_RULES;
    this.#link = { on: true, started: options.started ?? true, epoch: 1, endsAfter: START - 30 * 24 * 60 * MINUTE };
  }

  static async begin(ports: Ports, options: WorldOptions = {}): Promise<World> {
    const world = new World(ports, options);
    ports.tellTime?.(() => world.now);
    await ports.setLink(world.#link);
    return world;
  }

  newId = (): string => {
    this.#ids += 1;
    return `n${this.#ids}`;
  };

  context(ports: Pick<Ports, 'mailbox' | 'source' | 'ledger' | 'store' | 'company'> = this.ports): LinkContext {
    return {
      link: 'ada',
      email: ADA,
      conflictPolicy: this.conflictPolicy,
      rules: this.rules,
      participants: this.participants,
      connection: this.connection,
      ...(this.former ? { former: this.former } : {}),
      mailbox: ports.mailbox,
      source: expandedSource(this.#tagged(ports), {
        print: this.#keys[0].print,
        unheld: (event) => ports.mailbox.unheld(event),
      }),
      store: ports.store,
      company: ports.company,
      print: this.#keys[0].print,
      printers: { inUse: this.#keys[0], former: this.#keys.slice(1) },
      seal: (text) => sealedBy(this.#keys[0], text),
      reseal: (sealed) => (isSealedBy(this.#keys[0], sealed) ? undefined : sealedBy(this.#keys[0], textOf(sealed))),
      open: ({ field, sealed }) => openedFrom(field, textOf(sealed)),
      now: () => this.now,
      newId: this.newId,
      deadline: this.now + 60 * MINUTE,
    };
  }

  /** The tags of a source without tags are under keys of their own: all links of a company have the same ones. */
  #tagged({ source, ledger }: Pick<Ports, 'source' | 'ledger'>): Source {
    // Its ports say so: untaggedPorts.ts.
    const untagged = source as unknown as UntaggedSource;
    return ledger ? keepTags(untagged, { ledger, owner: ADA, printers: this.#keys, now: () => this.now }) : source;
  }

  /** The operator changes the key; `forget`: and takes the former ones away at once. */
  changeKey(forget = false): void {
    this.#keysMade += 1;
    const next = printerOf(`key ${this.#keysMade}`);
    this.#keys = forget ? [next] : [next, ...this.#keys];
  }

  get link(): LinkRow {
    return this.#link;
  }
  async changeLink(change: Partial<LinkRow>): Promise<void> {
    this.#link = { ...this.#link, ...change };
    await this.ports.setLink(this.#link);
  }
  switchOff = () => this.changeLink({ on: false });
  switchOn(): Promise<void> {
    const { removing: _, ...link } = this.#link;
    this.#link = link;
    return this.changeLink({ on: true, epoch: link.epoch + 1 });
  }
  /** Off, and what we made shall go. */
  switchOffAndRemove = () => this.changeLink({ on: false, started: false, removing: true });
  start = () => this.changeLink({ started: true });
  /** The two sides are to be matched anew, as the person says who was asked; not started yet. */
  async rematch(): Promise<void> {
    const { store } = this.ports;
    await this.changeLink({ started: false, epoch: this.#link.epoch + 1 });
    const counts = { events: 0, entries: 0 };
    const row = { state: 'forgetting', epoch: this.#link.epoch, at: this.now, removed: counts, kept: counts } as const;
    const [stored] = await store.list('cleanup');
    await store.commit([
      stored
        ? { op: 'replace', kind: 'cleanup', name: '', row, etag: stored.etag }
        : { op: 'insert', kind: 'cleanup', name: '', row },
    ]);
  }
  /** Over to the mailbox's other interface, where it has one. */
  goOver(answers: boolean): void {
    const former = this.ports.goOver?.(answers);
    if (!former) return;
    this.connection = this.ports.mailbox.api;
    this.former = async () => former;
  }

  /** The tables are lost, and the link is made anew, not started yet. */
  async loseRows(): Promise<void> {
    await this.#forgetAllBut(new Set());
    await this.ports.loseRows();
    const { endsAfter } = this.#link;
    this.#link = { on: true, started: false, epoch: 1, endsAfter };
    await this.ports.setLink(this.#link);
  }

  /** The tables as they are now. */
  backUp(): void {
    const copy = this.ports.backUp?.();
    const link = this.#link;
    this.#backup = copy && { link, restore: copy.restore };
  }

  /**
   * The tables are restored as they were at the last copy. False without a copy, or where the link was switched since:
   * its person would switch it once more. Losing values on record since then are lost with their rows.
   */
  async rollBack(): Promise<boolean> {
    const backup = this.#backup;
    if (!backup || backup.link !== this.#link) return false;
    backup.restore();
    const kept = new Set((await this.history()).flatMap((row) => textsIn(JSON.parse(row.sealed))));
    await this.#forgetAllBut(kept);
    return true;
  }

  /** The tables alone knew what stands in no calendar any more. */
  async #forgetAllBut(kept: ReadonlySet<string>): Promise<void> {
    const items = [...(await this.ports.person.list()), ...(await this.ports.people.list())];
    const shown = new Set(items.flatMap(({ event }) => textsIn(event)));
    for (const [value, state] of this.#written) {
      if (state === 'stands' && !shown.has(value) && !kept.has(value)) this.#written.set(value, 'deleted');
    }
  }

  // ---- what people write ---------------------------------------------------------------------------------------------

  /** A value that nobody wrote before. */
  value(field: 'title' | 'description' | 'location'): string {
    this.#values += 1;
    return this.track(`${field} ${this.#values}`);
  }
  /** From here on the oracle asks for this text, which nobody wrote before. */
  track(value: string): string {
    this.#written.set(value, 'stands');
    return value;
  }

  /** A new thing: its keyword tells the oracle which items are the same one. */
  newEvent(): CalendarEvent {
    const thing = `thing ${this.#allowed.size + 1}`;
    this.#allowed.set(thing, 1);
    const minute = String(this.#allowed.size % 60).padStart(2, '0');
    return {
      title: this.value('title'),
      description: this.value('description'),
      location: this.value('location'),
      when: {
        showWithoutTime: false,
        start: `2026-12-01T09:${minute}:00`,
        timeZone: 'Europe/Helsinki',
        duration: 'PT1H',
      },
      privacy: 'public',
      freeBusyStatus: 'busy',
      keywords: [thing],
      alert: null,
    };
  }

  async createEvent(): Promise<void> {
    await this.ports.person.create(this.newEvent());
  }
  async createEntry(owner = ADA, participants: readonly string[] = []): Promise<void> {
    await this.ports.people.create(this.newEvent(), owner, participants);
  }
  /** The same thing in both calendars before they were connected; `entries` and `events` say how many twins of it. */
  async createOnBothSides(events = 1, entries = 1): Promise<void> {
    const event = this.newEvent();
    for (let i = 0; i < events; i += 1) await this.ports.person.create(event);
    for (let i = 0; i < entries; i += 1) await this.ports.people.create(event, ADA);
    this.allow(event, Math.max(events, entries));
  }
  allow(event: CalendarEvent, count: number): void {
    this.#allowed.set(thingOf(event), count);
  }
  /** One item on each side, and no series of which there may be many events. */
  isOne(event: CalendarEvent): boolean {
    return this.allowed(event) === 1 && !this.#expanded.has(thingOf(event));
  }
  allowed(event: CalendarEvent): number {
    return this.#allowed.get(thingOf(event)) ?? 0;
  }

  event = async (index = 0) => at(await this.ports.person.list(), index);
  entry = async (index = 0) => at(await this.ports.people.list(), index);

  #edit(event: CalendarEvent, fields: readonly ('title' | 'description' | 'location')[]): EventPatch {
    for (const field of fields) this.#mark(event[field], 'superseded');
    return Object.fromEntries(fields.map((field) => [field, this.value(field)]));
  }
  #mark(value: string, state: 'superseded' | 'deleted'): void {
    if (this.#written.has(value)) this.#written.set(value, state);
  }

  async editEvent(fields: readonly ('title' | 'description' | 'location')[], index = 0): Promise<void> {
    const { id, event } = await this.event(index);
    await this.ports.person.edit(id, this.#edit(event, fields));
  }
  async editEntry(fields: readonly ('title' | 'description' | 'location')[], index = 0): Promise<void> {
    const { id, event } = await this.entry(index);
    await this.ports.people.edit(id, this.#edit(event, fields));
  }
  reschedule = (side: 'event' | 'entry', start: string, index = 0): Promise<void> =>
    this.change(
      side,
      () => ({ when: { showWithoutTime: false, start, timeZone: 'Europe/Helsinki', duration: 'PT45M' } }),
      index,
    );

  /** A series with one occurrence that says something of its own and one that does not take place. */
  newSeries(rule = WEEKLY): CalendarEvent {
    const event = this.newEvent();
    if (rule !== WEEKLY) this.#expanded.add(thingOf(event));
    return recurring(event, rule, {
      [occurrence(event, 1)]: { title: this.value('title'), location: this.value('location') },
      [occurrence(event, 3)]: { excluded: true },
    });
  }
  createSeriesEvent = async (): Promise<void> => void (await this.ports.person.create(this.newSeries()));
  createSeriesEntry = async (rule = WEEKLY): Promise<void> =>
    void (await this.ports.people.create(this.newSeries(rule), ADA));

  /** A person changes an item: what it no longer says is superseded. */
  async change(side: 'event' | 'entry', patchOf: (event: CalendarEvent) => EventPatch, index = 0): Promise<void> {
    const { id, event } = await (side === 'event' ? this.event(index) : this.entry(index));
    const patch = patchOf(event);
    if (!isHeldByOutlook(patch.when ?? event.when)) this.#expanded.add(thingOf(event));
    const left = new Set(textsIn({ ...event, ...patch }));
    for (const text of textsIn(event)) if (!left.has(text)) this.#mark(text, 'superseded');
    await (side === 'event' ? this.ports.person : this.ports.people).edit(id, patch);
  }
  editOccurrence = (side: 'event' | 'entry', weeks: number, field: 'title' | 'location' = 'title'): Promise<void> =>
    this.change(side, (event) => patchOccurrence(event, occurrence(event, weeks), { [field]: this.value(field) }));
  moveOccurrence = (side: 'event' | 'entry', weeks: number): Promise<void> =>
    this.change(side, (event) => moveOccurrence(event, occurrence(event, weeks)));
  excludeOccurrence = (side: 'event' | 'entry', weeks: number): Promise<void> =>
    this.change(side, (event) => excludeOccurrence(event, occurrence(event, weeks)));
  changeRule = (side: 'event' | 'entry', rule: RecurrenceRule): Promise<void> =>
    this.change(side, (event) => restart(event, {}, rule));
  moveSeries = (side: 'event' | 'entry', start: string): Promise<void> =>
    this.change(side, (event) => restart(event, { start }));

  /** Of what an item says nothing need be left: a person deleted it. */
  giveUp(event: CalendarEvent): void {
    for (const text of textsIn(event)) this.#mark(text, 'deleted');
  }
  async deleteEvent(index = 0): Promise<void> {
    const { id, event } = await this.event(index);
    this.giveUp(event);
    await this.ports.person.remove(id);
  }
  async deleteEntry(index = 0): Promise<void> {
    const { id, event } = await this.entry(index);
    this.giveUp(event);
    await this.ports.people.remove(id);
  }
  async copyEvent(index = 0): Promise<void> {
    const { id, event } = await this.event(index);
    this.#allowed.set(thingOf(event), (this.#allowed.get(thingOf(event)) ?? 0) + 1);
    await this.ports.person.copy(id);
  }
  async moveEvent(index = 0): Promise<void> {
    await this.ports.person.move((await this.event(index)).id);
  }

  // ---- the oracle ----------------------------------------------------------------------------------------------------

  /** Under whichever key a value is sealed. */
  history = async (): Promise<HistoryRow[]> =>
    (await this.ports.store.list('history')).map(({ row }) => ({ ...row, sealed: textOf(row.sealed) }));

  /** The first fault, in a sentence; undefined when everything is as promised. */
  async verdict(expected: Expected = {}): Promise<string | undefined> {
    const events = (await this.ports.person.list()).map((each) => each.event);
    const entries = (await this.ports.people.list())
      .filter((each) => each.owner === ADA || each.participants.includes(ADA))
      .map((each) => each.event);
    const alike = (event: CalendarEvent): boolean => !expected.mayDiffer?.has(thingOf(event));
    const shown = this.rules.unheldSeries === 'expand' ? entries.flatMap(asSingles) : entries;
    const sides = [events, shown].map((side) => side.filter(alike).map(asText).sort());
    if (!expected.unequal && JSON.stringify(sides[0]) !== JSON.stringify(sides[1])) {
      return `the calendars differ: ${JSON.stringify({ mailbox: sides[0], source: sides[1] })}`;
    }
    for (const [thing, allowed] of this.#allowed) {
      // The entries show the occurrences of an expanded series one by one.
      if (this.#expanded.has(thing) && expected.mayDiffer) continue;
      for (const [side, items] of Object.entries({ mailbox: events, source: entries })) {
        const count = items.filter((event) => thingOf(event) === thing).length;
        if (side === 'mailbox' && this.#expanded.has(thing)) continue;
        if (count > allowed) return `${thing} stands ${count} times in the ${side}`;
      }
    }
    if (expected.things !== undefined && events.length !== expected.things) {
      return `${events.length} events instead of ${expected.things}`;
    }
    return this.#lost([...events, ...(await this.ports.people.list()).map((each) => each.event)]);
  }

  async #lost(items: readonly CalendarEvent[]): Promise<string | undefined> {
    const shown = new Set(items.flatMap(textsIn));
    const recorded = new Set((await this.history()).flatMap((row) => textsIn(JSON.parse(row.sealed))));
    for (const [value, state] of this.#written) {
      if (state === 'stands' && !shown.has(value) && !recorded.has(value)) return `lost: ${value}`;
    }
    return undefined;
  }
}

export const thingOf = (event: CalendarEvent): string => event.keywords[0] ?? '';
const asText = (event: CalendarEvent): string =>
  EVENT_FIELDS.map((field: EventField) => canonicalField(field, event[field])).join(' | ');

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (!item) throw new Error(`there is no item ${index}`);
  return item;
}
