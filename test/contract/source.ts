// The contract of Source: what the engine relies on, for every business application. It is long because it is one suite.
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, EVENT_FIELDS, type EventPatch } from '../../shared/calendar/event.ts';
import type { Lacks } from '../../shared/sources/connect/capabilities.ts';
import type { Outcome } from '../../shared/sync/ports/outcome.ts';
import type { Written } from '../../shared/sync/ports/remote.ts';
import type { Part, Source, SourceChange, SourceItem, Whose } from '../../shared/sync/ports/source.ts';

/** Somebody who works in the application itself. */
export interface Person {
  /** Answers the entry's id. */
  create(entry: {
    readonly event: CalendarEvent;
    readonly owner: string;
    readonly participants: readonly string[];
  }): Promise<string>;
  edit(id: string, patch: EventPatch): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface OpenSource {
  readonly source: Source;
  readonly person: Person;
  /** Makes the next listing lack a page that the application does not admit to. */
  readonly cutListingShort?: () => void;
}

/** A title of this suite that a source cannot keep, and why. */
export interface Cannot {
  readonly title: 'a listing cut short says complete: false';
  readonly reason: string;
}

const ada = 'ada@example.com';
const bob = 'bob@example.com';

export const sampleEvent: CalendarEvent = {
  title: 'Réunion <b> & "Pläne" \u{1F600}',
  description: 'first line\nsecond line\ttabbed',
  location: 'Room 1',
  when: { showWithoutTime: false, start: '2026-11-20T09:00:00', timeZone: 'Europe/Helsinki', duration: 'PT1H30M' },
  privacy: 'private',
  freeBusyStatus: 'tentative',
  keywords: ['blue', 'green'],
  alert: { minutesBefore: 15 },
};

const monthly = { frequency: 'monthly', interval: 1, byMonthDay: [1, -1], end: { kind: 'count', count: 9 } } as const;

/** A series of each kind, the last one of a rule that Outlook has no pattern for. */
export const sampleSeries: readonly CalendarEvent[] = [
  {
    ...sampleEvent,
    when: {
      ...sampleEvent.when,
      recurrence: {
        rule: {
          frequency: 'weekly',
          interval: 2,
          firstDayOfWeek: 'su',
          byDay: [{ day: 'fr' }],
          end: { kind: 'never' },
        },
        overrides: {
          '2026-11-20T09:00:00': { excluded: true },
          '2026-12-04T09:00:00': {
            when: { showWithoutTime: false, start: '2026-12-05T13:00:00', duration: 'PT15M' },
            title: '</t:Subject>',
            alert: null,
          },
          '2026-12-18T09:00:00': { when: { showWithoutTime: true, start: '2026-12-18', duration: 'P1D' } },
        },
      },
    },
  },
  {
    ...sampleEvent,
    when: {
      showWithoutTime: true,
      start: '2028-02-29',
      duration: 'P2D',
      recurrence: {
        rule: { frequency: 'yearly', interval: 1, skip: 'backward', end: { kind: 'until', until: '2040-03-01' } },
        overrides: { '2029-02-28': { description: '', keywords: ['red'], freeBusyStatus: 'free' } },
      },
    },
  },
  {
    ...sampleEvent,
    when: { showWithoutTime: true, start: '2026-12-01', duration: 'P1D', recurrence: { rule: monthly, overrides: {} } },
  },
];

/** A series that every application holds. */
const plainSeries: CalendarEvent = {
  ...sampleEvent,
  when: {
    ...sampleEvent.when,
    recurrence: {
      rule: {
        frequency: 'weekly',
        interval: 1,
        firstDayOfWeek: 'mo',
        byDay: [{ day: 'fr' }],
        end: { kind: 'count', count: 4 },
      },
      overrides: {},
    },
  },
};

export function value<T>(outcome: Outcome<T> | undefined): T {
  if (outcome?.ok) return outcome.value;
  throw new Error(`a call failed: ${outcome?.failure.kind ?? 'no answer'}`);
}
const kindOf = (outcome: Outcome<unknown> | undefined) => (outcome?.ok === false ? outcome.failure.kind : 'ok');
const eventOf = (item: SourceItem | undefined) => (item?.content.kind === 'event' ? item.content.event : undefined);
/** The fields that the source has. */
const held = ({ fields }: Source, event: Partial<CalendarEvent> | undefined): object =>
  Object.fromEntries(EVENT_FIELDS.filter((field) => fields.has(field)).map((field) => [field, event?.[field]]));

async function readOne(source: Source, id: string): Promise<SourceItem> {
  return value((await source.read([id]))[0]);
}

async function createOne(source: Source, nonce: string): Promise<Written<SourceItem>> {
  return value((await source.create([{ event: sampleEvent, owner: ada, tag: { pair: 'p1', nonce } }]))[0]);
}

async function allChanges(source: Source, since: string | undefined) {
  const changes: SourceChange[] = [];
  let watermark = since;
  for (;;) {
    const page = value(await source.changes(watermark));
    changes.push(...page.changes);
    watermark = page.watermark;
    if (!page.more) return { changes, watermark };
  }
}

async function listAll(source: Source, whose: Whose) {
  const items: SourceItem[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = value(await source.list(whose, cursor));
    expect(page.complete).toBe(true);
    items.push(...page.items);
    if (page.next === undefined) return items;
    cursor = page.next;
  }
}

const titleOf = (title: string, reason: string | undefined): string =>
  reason === undefined ? title : `${title} (skipped: ${reason})`;

export interface SourceContract {
  readonly name: string;
  /** Gives a source that holds nothing. */
  readonly open: () => Promise<OpenSource>;
  readonly cannot?: readonly Cannot[];
  /** The description's. */
  readonly lacks?: Lacks;
}

export function sourceContract({ name, open, cannot = [], lacks = {} }: SourceContract): void {
  /** A source that tells nothing of what was there before tells it from this watermark on. */
  const watermarkOf = async (source: Source): Promise<string | undefined> =>
    lacks.earlierChanges ? (await allChanges(source, undefined)).watermark : undefined;
  const revOf = (rev: string): string | undefined => (lacks.rev ? undefined : rev);
  const named = (participants: readonly string[]): object => (lacks.participants ? {} : { participants });
  /** Those who can take part besides an owner. */
  const others = lacks.participation ? [] : [bob];
  const versioned = (version: string): object => (lacks.versions ? {} : { version });

  describe(`Source contract: ${name}`, () => {
    it('the listing of everybody has the entries of each person', async () => {
      const { source, person } = await open();
      const made: string[] = [];
      for (const owner of [ada, bob]) made.push(await person.create({ event: sampleEvent, owner, participants: [] }));
      const everybodys = (await listAll(source, { everybody: true })).filter(({ id }) => made.includes(id));
      expect(everybodys.map(({ owner }) => owner).sort()).toEqual([ada, bob]);
    });

    it('setParts changes the owner, on the version that was read, and nothing else', async () => {
      const { source, person } = await open();
      const id = await person.create({ event: sampleEvent, owner: ada, participants: [] });
      const first = await readOne(source, id);
      const set = (version: string, email: string, part: Part['part']) =>
        source.setParts([{ id, version, email, part }]).then(([outcome]) => outcome);
      const moved = value(await set(first.version, bob, 'owner'));
      expect(await readOne(source, id)).toMatchObject({ owner: bob, version: moved.version, content: first.content });
      expect(kindOf(await set(first.version, ada, 'owner'))).toBe('conflict');
      // It is the owner's alone, or somebody may join it.
      expect(kindOf(await set(moved.version, 'carol@example.com', 'participant'))).toBe(
        lacks.participation ? 'rejected' : 'ok',
      );
    });

    const takesPart = 'setParts changes who takes part, on the version that was read, and nothing else';
    // skipped: the title says why.
    it.skipIf(lacks.participation)(titleOf(takesPart, lacks.participation), async () => {
      const { source, person } = await open();
      const id = await person.create({ event: sampleEvent, owner: ada, participants: [] });
      const first = await readOne(source, id);
      const since = (await allChanges(source, undefined)).watermark;
      const set = (version: string, email: string, part: Part['part']) =>
        source.setParts([{ id, version, email, part }]).then(([outcome]) => outcome);
      const joined = value(await set(first.version, bob, 'participant'));
      expect(await readOne(source, id)).toMatchObject({ owner: ada, participants: [bob], content: first.content });
      expect((await readOne(source, id)).version).toBe(joined.version);
      expect((await listAll(source, bob)).map((item) => item.id)).toEqual([id]);
      expect((await allChanges(source, since)).changes).toMatchObject([{ id, owner: ada, ...named([bob]) }]);
      expect(kindOf(await set(first.version, bob, 'none'))).toBe('conflict');
      const handedOver = value(await set(joined.version, bob, 'owner'));
      expect(await readOne(source, id)).toMatchObject({ owner: bob, participants: [ada] });
      const left = value(await set(handedOver.version, ada, 'none'));
      expect(await readOne(source, id)).toMatchObject({ owner: bob, participants: [], version: left.version });
      expect(await listAll(source, ada)).toEqual([]);
      await person.remove(id);
      expect(kindOf(await set(left.version, ada, 'participant'))).toBe('gone');
    });

    it('what a person creates is read as it was written, and belongs to its owner and participants', async () => {
      const { source, person } = await open();
      const id = await person.create({ event: sampleEvent, owner: ada, participants: others });
      const item = await readOne(source, id);
      expect(item).toMatchObject({ id, owner: ada, participants: others, modified: false });
      expect(item.tag).toBeUndefined();
      expect(held(source, eventOf(item))).toEqual(held(source, sampleEvent));
      for (const email of [ada, ...others]) {
        const listed = await listAll(source, email);
        const { content, owner } = item;
        expect(listed).toMatchObject([{ id, owner, content, ...named(others), ...versioned(item.version) }]);
      }
      expect(await listAll(source, 'carol@example.com')).toEqual([]);
    });

    it('an id that does not exist is gone, and the others are answered in order', async () => {
      const { source, person } = await open();
      const id = await person.create({ event: sampleEvent, owner: ada, participants: [] });
      const outcomes = await source.read(['no-such-entry', id]);
      expect(outcomes.map(kindOf)).toEqual(['gone', 'ok']);
      expect(await source.read([])).toEqual([]);
    });

    it('what we create carries its tag and counts as not modified', async () => {
      const { source } = await open();
      const written = await createOne(source, 'n1');
      const item = await readOne(source, written.id);
      expect(item).toMatchObject({
        version: written.version,
        owner: ada,
        modified: false,
        tag: { pair: 'p1', nonce: 'n1' },
      });
      expect(held(source, eventOf(item))).toEqual(held(source, sampleEvent));
    });

    // skipped: the title says why. The engine looks for the tag before it creates once more.
    it.skipIf(lacks.tag)(titleOf('creating twice with the same tag makes one entry', lacks.tag), async () => {
      const { source } = await open();
      const first = await createOne(source, 'n1');
      const second = await createOne(source, 'n1');
      expect(second.id).toBe(first.id);
      expect(await listAll(source, ada)).toHaveLength(1);
      expect(value(await source.findByTag({ pair: 'p1', nonce: 'n1' }))).toHaveLength(1);
    });

    it('findByTag finds what carries the whole tag, and nothing else', async () => {
      const { source } = await open();
      const { id } = await createOne(source, 'n1');
      await createOne(source, 'n2');
      expect(value(await source.findByTag({ pair: 'p1', nonce: 'n1' })).map((item) => item.id)).toEqual([id]);
      expect(value(await source.findByTag({ pair: 'p1', nonce: 'n3' }))).toEqual([]);
      // Our tables look for the nonce alone: each is made once.
      if (!lacks.tag) expect(value(await source.findByTag({ pair: 'p2', nonce: 'n1' }))).toEqual([]);
    });

    it('update writes the fields of the patch only, stamps rev and makes a new version', async () => {
      const { source } = await open();
      const { id, version } = await createOne(source, 'n1');
      const patch = { title: 'moved', alert: null };
      const written = value((await source.update([{ id, version, patch, rev: 'r1' }]))[0]);
      expect(written.version).not.toBe(version);
      const item = await readOne(source, id);
      expect(item).toMatchObject({ version: written.version, tag: { pair: 'p1', nonce: 'n1' } });
      expect(item.rev).toBe(revOf('r1'));
      expect(held(source, eventOf(item))).toEqual(held(source, { ...sampleEvent, ...patch }));
    });

    it('a series that it says it holds keeps its rule, its overrides and its exclusions', async () => {
      const { source, person } = await open();
      if (lacks.series) {
        expect([plainSeries, ...sampleSeries].map((event) => source.unheld(event))).not.toContain(undefined);
        return;
      }
      const series = [plainSeries, ...sampleSeries].filter((event) => source.unheld(event) === undefined);
      expect(series).toContain(plainSeries);
      for (const [index, event] of series.entries()) {
        const { id, version } = await createOne(source, `n${index}`);
        const id2 = await person.create({ event, owner: ada, participants: [] });
        expect(held(source, eventOf(await readOne(source, id2)))).toEqual(held(source, event));
        if (lacks.recurrenceChanges) continue;
        const { when } = event;
        const written = value((await source.update([{ id, version, patch: { when }, rev: 'r1' }]))[0]);
        expect(eventOf(await readOne(source, id))).toEqual({ ...sampleEvent, when });
        const single = { when: sampleEvent.when };
        value((await source.update([{ id, version: written.version, patch: single, rev: 'r2' }]))[0]);
        expect(eventOf(await readOne(source, id))).toEqual(sampleEvent);
      }
    });

    it('update with an old version changes nothing and answers conflict', async () => {
      const { source, person } = await open();
      const { id, version } = await createOne(source, 'n1');
      await person.edit(id, { title: 'theirs' });
      expect((await source.update([{ id, version, patch: { title: 'ours' }, rev: 'r1' }])).map(kindOf)).toEqual([
        'conflict',
      ]);
      const item = await readOne(source, id);
      expect(eventOf(item)?.title).toBe('theirs');
      expect(item.rev).toBeUndefined();
    });

    it("a person's edit keeps tag and rev, makes a new version and counts as modified", async () => {
      const { source, person } = await open();
      const { id, version } = await createOne(source, 'n1');
      const written = value((await source.update([{ id, version, patch: { title: 'ours' }, rev: 'r1' }]))[0]);
      await person.edit(id, { location: 'elsewhere' });
      const item = await readOne(source, id);
      expect(item).toMatchObject({ modified: true, tag: { pair: 'p1', nonce: 'n1' } });
      expect(item.rev).toBe(revOf('r1'));
      expect(item.version).not.toBe(written.version);
      expect(eventOf(item)).toMatchObject({ title: 'ours', location: 'elsewhere' });
    });

    it('update and remove of an entry that was deleted answer gone', async () => {
      const { source, person } = await open();
      const { id, version } = await createOne(source, 'n1');
      await person.remove(id);
      expect((await source.update([{ id, version, patch: { title: 'x' }, rev: 'r1' }])).map(kindOf)).toEqual(['gone']);
      expect((await source.remove([{ id, version }])).map(kindOf)).toEqual(['gone']);
      expect((await source.read([id])).map(kindOf)).toEqual(['gone']);
    });

    it('remove with an old version deletes nothing and answers conflict', async () => {
      const { source, person } = await open();
      const { id, version } = await createOne(source, 'n1');
      await person.edit(id, { title: 'theirs' });
      expect((await source.remove([{ id, version }])).map(kindOf)).toEqual(['conflict']);
      const item = await readOne(source, id);
      expect((await source.remove([{ id, version: item.version }])).map(kindOf)).toEqual(['ok']);
      expect((await source.read([id])).map(kindOf)).toEqual(['gone']);
      expect(await listAll(source, ada)).toEqual([]);
    });

    it('each element of a batch has its own outcome', async () => {
      const { source, person } = await open();
      const [a, b, c] = [await createOne(source, 'a'), await createOne(source, 'b'), await createOne(source, 'c')];
      await person.edit(b.id, { title: 'theirs' });
      await person.remove(c.id);
      const outcomes = await source.update(
        [a, b, c].map(({ id, version }) => ({ id, version, patch: { title: 'ours' }, rev: 'r' })),
      );
      expect(outcomes.map(kindOf)).toEqual(['ok', 'conflict', 'gone']);
      expect(eventOf(await readOne(source, a.id))?.title).toBe('ours');
    });

    it('a full batch is created, read, updated and removed in one call each', async () => {
      const { source } = await open();
      const creations = Array.from({ length: source.batchSize }, (_, at) => ({
        event: { ...sampleEvent, title: `event ${at}` },
        owner: ada,
        tag: { pair: `p${at}`, nonce: `n${at}` },
      }));
      const created = (await source.create(creations)).map(value);
      const items = (await source.read(created.map((written) => written.id))).map(value);
      expect(items.map((item) => eventOf(item)?.title)).toEqual(creations.map((creation) => creation.event.title));
      const updates = created.map(({ id, version }) => ({ id, version, patch: { location: 'there' }, rev: 'r' }));
      const updated = (await source.update(updates)).map(value);
      expect((await source.remove(updated.map(({ id, version }) => ({ id, version })))).map(kindOf)).toEqual(
        updated.map(() => 'ok'),
      );
    });

    it('changes answers what came after the watermark, the newest of each entry', async () => {
      const { source, person } = await open();
      const empty = await allChanges(source, undefined);
      expect(empty.changes).toEqual([]);
      const id = await person.create({ event: sampleEvent, owner: ada, participants: others });
      const other = await person.create({ event: sampleEvent, owner: bob, participants: [] });
      const { changes, watermark } = await allChanges(source, empty.watermark);
      const { version } = await readOne(source, id);
      const told = { kind: 'changed', id, owner: ada, ...named(others), ...versioned(version) };
      expect(changes).toContainEqual(expect.objectContaining(told));
      expect(changes.map((change) => change.id).toSorted()).toEqual([id, other].toSorted());
      await person.edit(id, { title: 'one' });
      await person.edit(id, { title: 'two' });
      const later = await allChanges(source, watermark);
      expect(later.changes.at(-1)).toMatchObject({
        id,
        ...versioned((await readOne(source, id)).version),
      });
      expect(later.changes.every((change) => change.id === id)).toBe(true);
      expect((await allChanges(source, later.watermark)).changes).toEqual([]);
    });

    it('our own writes are in the feed, too', async () => {
      const { source } = await open();
      const since = await watermarkOf(source);
      const { id, version } = await createOne(source, 'n1');
      expect((await allChanges(source, since)).changes).toMatchObject([
        { kind: 'changed', id, owner: ada, ...versioned(version) },
      ]);
    });

    it('a watermark that nothing came after stays what it is', async () => {
      const { source, person } = await open();
      const since = await watermarkOf(source);
      await person.create({ event: sampleEvent, owner: ada, participants: [] });
      const { watermark } = await allChanges(source, since);
      expect((await allChanges(source, watermark)).watermark).toBe(watermark);
    });

    // skipped: the title says why.
    it.skipIf(lacks.deletions)(
      titleOf('a deleted entry stays in the feed as a tombstone', lacks.deletions),
      async () => {
        const { source, person } = await open();
        const id = await person.create({ event: sampleEvent, owner: ada, participants: [] });
        const { watermark } = await allChanges(source, undefined);
        await person.remove(id);
        expect((await allChanges(source, watermark)).changes.at(-1)).toMatchObject({ kind: 'removed', id });
        expect((await allChanges(source, undefined)).changes.at(-1)).toMatchObject({ kind: 'removed', id });
      },
    );

    it('feed and listing give every entry once, however many pages they take', async () => {
      const { source, person } = await open();
      const since = await watermarkOf(source);
      const ids = await Promise.all(
        Array.from({ length: 620 }, (_, at) =>
          person.create({ event: { ...sampleEvent, title: `event ${at}` }, owner: ada, participants: [] }),
        ),
      );
      const listed = (await listAll(source, ada)).map((item) => item.id);
      expect(listed.toSorted()).toEqual(ids.toSorted());
      const { changes } = await allChanges(source, since);
      expect(changes.map((change) => change.id).toSorted()).toEqual(ids.toSorted());
    });

    const cutShort = 'a listing cut short says complete: false';
    const excuse = cannot.find((each) => each.title === cutShort);
    // skipped: only where the source's own suite gives the reason, which then stands in the title.
    it.skipIf(excuse)(titleOf(cutShort, excuse?.reason), async () => {
      const { source, person, cutListingShort } = await open();
      await person.create({ event: sampleEvent, owner: ada, participants: [] });
      if (!cutListingShort) throw new Error('this source gives no way to cut a listing short, and no reason');
      cutListingShort();
      expect(value(await source.list(ada, undefined)).complete).toBe(false);
    });
  });
}
