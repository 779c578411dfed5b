// The contract of every mailbox (shared/sync/ports/mailbox.ts). One suite tests EWS against the local Exchange, and the
// mailbox in memory that the sweeps of the engine run on. Events are compared in canonical form, as the engine does. Longer than
// 250 lines because a contract is one suite.
import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalField, equalFields } from '../../shared/calendar/canonical/canonical.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventPatch } from '../../shared/calendar/event.ts';
import type {
  Mailbox,
  MailboxChange,
  MailboxItem,
  MailboxRemoval,
  MailboxUpdate,
} from '../../shared/sync/ports/mailbox.ts';
import { failed, type Outcome } from '../../shared/sync/ports/outcome.ts';
import type { Tag } from '../../shared/sync/ports/remote.ts';

/** The user of the mailbox, with a calendar of their own. */
export interface MailboxPerson {
  /** The new event's id. */
  create(event: CalendarEvent): Promise<string>;
  edit(id: string, patch: EventPatch): Promise<void>;
  /** To Deleted Items. */
  remove(id: string): Promise<void>;
  /** As Outlook copies: our properties too, with another UID. The copy's id. */
  copy(id: string): Promise<string>;
  /** To another folder and back. The new id. */
  move(id: string): Promise<string>;
  /** The server forgets every watermark it has given out. */
  invalidateWatermarks(): Promise<void>;
}

export interface OpenMailbox {
  readonly mailbox: Mailbox;
  readonly person: MailboxPerson;
}

export const EVENT: CalendarEvent = {
  title: 'Planning',
  description: 'First line\nSecond line',
  location: 'Room 1',
  when: {
    showWithoutTime: false,
    start: '2026-12-01T09:00:00',
    timeZone: 'Europe/Helsinki',
    windowsTimeZone: 'FLE Standard Time',
    duration: 'PT1H30M',
  },
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: ['Blue', 'Green'],
  alert: { minutesBefore: 15 },
};

export const TAG: Tag = { pair: 'pair-1_A', nonce: 'nonce-1_B' };

/** Texts that have broken calendars: markup, XML that ends early, quotes, line ends, blanks, other scripts, length. */
export const HOSTILE = [
  'R&D <x>',
  '</t:Subject><t:Sensitivity>Private',
  ']]>',
  '&amp;&#65;',
  'He said "it\'s"',
  'Ä😀漢字\u200fعربي',
  'one\r\ntwo\tthree',
  '  leading blanks',
  'a\u00a0b',
];

/** Traits that some services have and others lack, each with its own expectations. */
export interface MailboxTraits {
  /** The id of an event survives a move to another folder and back. */
  readonly keepsIds?: true;
  /** A copy cannot be told from what we made. */
  readonly hidesCopies?: true;
  /** Deleted Items is closed to us: an event that was edited is not removed in the first place. */
  readonly hidesDeleted?: true;
}

/** `open` gives an empty mailbox. */
export function mailboxContract({
  name,
  open,
  traits = {},
}: {
  name: string;
  open: () => Promise<OpenMailbox>;
  traits?: MailboxTraits;
}): void {
  describe(`mailbox contract: ${name}`, () => {
    let mailbox: Mailbox;
    let person: MailboxPerson;
    beforeEach(async () => {
      ({ mailbox, person } = await open());
    });

    const readOne = async (id: string): Promise<MailboxItem> => onlyValueOf(await mailbox.read([id]));
    const createOne = async (event: CalendarEvent, tag = TAG): Promise<string> =>
      onlyValueOf(await mailbox.create([{ event, tag }])).id;
    const since = (watermark: string | undefined) => changesSince(mailbox, watermark);

    describe('changes', () => {
      it('an enumeration gives every event, and then only what changes', async () => {
        const [kept, edited, removed] = [
          await person.create(EVENT),
          await person.create(EVENT),
          await person.create(EVENT),
        ];
        const all = await since(undefined);
        expect(idsOf(all.changes, 'changed')).toEqual([kept, edited, removed].sort());
        await person.edit(edited, { title: 'Edited' });
        await person.remove(removed);
        const created = await person.create(EVENT);
        const later = await since(all.watermark);
        expect(idsOf(later.changes, 'changed')).toEqual([edited, created].sort());
        expect(idsOf(later.changes, 'removed')).toEqual([removed]);
      });

      it('an idle page is empty and gives back the watermark that was sent', async () => {
        await person.create(EVENT);
        const { watermark } = await since(undefined);
        expect(await mailbox.changes(watermark)).toEqual({ ok: true, value: { changes: [], watermark, more: false } });
      });

      it('an empty folder has a watermark too', async () => {
        const { changes, watermark } = await since(undefined);
        expect(changes).toEqual([]);
        const created = await person.create(EVENT);
        expect(idsOf((await since(watermark)).changes, 'changed')).toEqual([created]);
      });

      it('our own writes are changes like any other', async () => {
        const { watermark } = await since(undefined);
        const id = await createOne(EVENT);
        expect(idsOf((await since(watermark)).changes, 'changed')).toEqual([id]);
      });

      it('the version of a change is the version that a read gives', async () => {
        const id = await person.create(EVENT);
        const { version } = await readOne(id);
        expect((await since(undefined)).changes).toEqual([{ kind: 'changed', id, version }]);
      });

      it('a lost watermark answers watermarkInvalid, and an enumeration begins anew', async () => {
        const id = await person.create(EVENT);
        const { watermark } = await since(undefined);
        await person.invalidateWatermarks();
        expect(await mailbox.changes(watermark)).toEqual({ ok: true, value: 'watermarkInvalid' });
        expect(idsOf((await since(undefined)).changes, 'changed')).toEqual([id]);
      });
    });

    describe('read', () => {
      it('gives what the person wrote, with UID and version', async () => {
        const item = await readOne(await person.create(EVENT));
        expectSame(eventOf(item), EVENT);
        expect(item.uid).not.toBe('');
        expect(item.tag).toBeUndefined();
      });

      it('answers each id in its place: an event, a gone one, an event', async () => {
        const [first, removed, last] = [
          await person.create({ ...EVENT, title: 'First' }),
          await person.create(EVENT),
          await person.create({ ...EVENT, title: 'Last' }),
        ];
        await person.remove(removed);
        const outcomes = await mailbox.read([last, removed, first]);
        expect(outcomes[1]).toEqual(failed({ kind: 'gone' }));
        expect([outcomes[0], outcomes[2]].map((outcome) => outcome?.ok && eventOf(outcome.value).title)).toEqual([
          'Last',
          'First',
        ]);
      });

      it('an event that was moved is found by its UID, and gone under its old id if it has another', async () => {
        const id = await person.create(EVENT);
        const { uid } = await readOne(id);
        const moved = await person.move(id);
        if (traits.keepsIds) expect(moved).toBe(id);
        else expect(await mailbox.read([id])).toEqual([failed({ kind: 'gone' })]);
        expect(await mailbox.findByUid(uid)).toMatchObject({ ok: true, value: { id: moved, uid } });
      });

      it('no ids, no answers', async () => {
        expect(await mailbox.read([])).toEqual([]);
      });
    });

    describe('create', () => {
      it('a created event is found by its tag, and only by that', async () => {
        const id = await createOne(EVENT);
        await createOne(EVENT, { ...TAG, nonce: 'another' });
        const found = await mailbox.findByTag(TAG);
        expect(found).toMatchObject({ ok: true, value: [{ id, tag: TAG }] });
        expect(await mailbox.findByTag({ ...TAG, pair: 'nobody' })).toEqual({ ok: true, value: [] });
      });

      it('the answer has the id and version that a read gives', async () => {
        const written = onlyValueOf(await mailbox.create([{ event: EVENT, tag: TAG }]));
        const item = await readOne(written.id);
        expect(item.version).toBe(written.version);
        expectSame(eventOf(item), EVENT);
      });

      it('an event with nothing but a time', async () => {
        const bare: CalendarEvent = {
          ...EVENT,
          title: '',
          description: '',
          location: '',
          keywords: [],
          alert: null,
          freeBusyStatus: 'free',
        };
        expectSame(eventOf(await readOne(await createOne(bare))), bare);
      });

      it('answers each creation in its place', async () => {
        const titles = ['A', 'B', 'C'];
        const outcomes = await mailbox.create(
          titles.map((title) => ({ event: { ...EVENT, title }, tag: { pair: title, nonce: title } })),
        );
        const items = valuesOf(await mailbox.read(valuesOf(outcomes).map(({ id }) => id)));
        expect(items.map((item) => [eventOf(item).title, item.tag?.pair])).toEqual(
          titles.map((title) => [title, title]),
        );
      });

      it.each(HOSTILE)('hostile text comes back unharmed: %j', async (text) => {
        const event = { ...EVENT, title: text, description: text, location: text, keywords: [text, 'x'] };
        const item = await readOne(await createOne(event));
        expectSame(eventOf(item), event);
      });

      it('a description of 5,000 characters comes back whole', async () => {
        const description = 'Ä<&>"😀 0123456789\n'.repeat(264);
        expect(description.length).toBeGreaterThan(5_000);
        expectSame(eventOf(await readOne(await createOne({ ...EVENT, description }))), { ...EVENT, description });
      });

      it.each(['Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Auckland', 'UTC'])(
        'an event at a wall-clock time in %s keeps its instant',
        async (timeZone) => {
          const when = { showWithoutTime: false, start: '2026-07-01T23:30:00', timeZone, duration: 'PT1H' } as const;
          expectSame(eventOf(await readOne(await createOne({ ...EVENT, when }))), { ...EVENT, when });
        },
      );

      it.each([
        ['one day', '2026-12-06', 'P1D'],
        ['three days', '2026-12-24', 'P3D'],
        ['days over the end of summer time', '2026-10-24', 'P3D'],
        ['the day summer time begins', '2026-03-29', 'P1D'],
      ])('an all-day event of %s keeps its dates', async (_, start, duration) => {
        const event: CalendarEvent = { ...EVENT, when: { showWithoutTime: true, start, duration } };
        expectSame(eventOf(await readOne(await createOne(event))), event);
      });
    });

    describe('update', () => {
      it('writes only the given fields, stamps the rev and keeps the tag', async () => {
        const id = await createOne(EVENT);
        const before = await readOne(id);
        const patch: EventPatch = { title: 'Moved', privacy: 'private' };
        const written = onlyValueOf(await mailbox.update([updateOf(before, patch, 'rev-1')]));
        const item = await readOne(id);
        expectSame(eventOf(item), { ...EVENT, ...patch });
        expect(item).toMatchObject({ id: written.id, version: written.version, rev: 'rev-1', tag: TAG });
        expect(written.version).not.toBe(before.version);
      });

      it.each([
        ['title', { title: '' }],
        ['description', { description: '' }],
        ['location', { location: '' }],
        ['keywords', { keywords: [] }],
        ['alert', { alert: null }],
      ] satisfies [string, EventPatch][])('an emptied %s is empty', async (_, patch) => {
        const id = await createOne(EVENT);
        onlyValueOf(await mailbox.update([updateOf(await readOne(id), patch)]));
        expectSame(eventOf(await readOne(id)), { ...EVENT, ...patch });
      });

      it('a timed event becomes all-day and timed again', async () => {
        const id = await createOne(EVENT);
        const whens = [{ showWithoutTime: true, start: '2026-12-06', duration: 'P2D' }, EVENT.when] as const;
        for (const when of whens) {
          onlyValueOf(await mailbox.update([updateOf(await readOne(id), { when })]));
          expectSame(eventOf(await readOne(id)), { ...EVENT, when });
        }
      });

      it('an old version changes nothing and answers conflict', async () => {
        const id = await createOne(EVENT);
        const before = await readOne(id);
        await person.edit(id, { title: 'By the person' });
        const outcomes = await mailbox.update([updateOf(before, { title: 'By us', location: 'X' })]);
        expect(outcomes).toEqual([failed({ kind: 'conflict' })]);
        const item = await readOne(id);
        expectSame(eventOf(item), { ...EVENT, title: 'By the person' });
        expect(item.rev).toBeUndefined();
      });

      it('an event that does not exist answers gone', async () => {
        const id = await createOne(EVENT);
        const before = await readOne(id);
        await person.remove(id);
        const outcomes = await mailbox.update([updateOf(before, { title: 'x' })]);
        expect(outcomes).toEqual([failed({ kind: 'gone' })]);
      });

      it('one conflict in a batch is its own: the others are written', async () => {
        const ids: string[] = [];
        for (const nonce of ['a', 'b', 'c']) ids.push(await createOne(EVENT, { ...TAG, nonce }));
        const items = valuesOf(await mailbox.read(ids));
        await person.edit(ids[1] ?? '', { title: 'By the person' });
        const outcomes = await mailbox.update(
          items.map((item, at) => updateOf(item, { title: `By us ${at}` }, `r${at}`)),
        );
        expect(outcomes.map((outcome) => outcome.ok || outcome.failure.kind)).toEqual([true, 'conflict', true]);
        const titles = valuesOf(await mailbox.read(ids)).map((item) => eventOf(item).title);
        expect(titles).toEqual(['By us 0', 'By the person', 'By us 2']);
      });
    });

    describe('copies', () => {
      it('a copied event carries the tag and is another event with another UID', async () => {
        const id = await createOne(EVENT);
        const copy = await person.copy(id);
        const [original, copied] = valuesOf(await mailbox.read([id, copy]));
        expect(copied?.tag).toEqual(original?.tag);
        expect(copied?.uid).not.toBe(original?.uid);
        const found = await mailbox.findByTag(TAG);
        expect(found.ok && found.value.map((item) => item.id).sort()).toEqual([id, copy].sort());
      });
    });

    describe('folderId', () => {
      it('is the same calendar whatever happens in it', async () => {
        const before = await mailbox.folderId();
        expect(before).toMatchObject({ ok: true, value: expect.stringMatching(/./) });
        await person.create(EVENT);
        await person.invalidateWatermarks();
        expect(await mailbox.folderId()).toEqual(before);
      });
    });

    describe('what we made', () => {
      it('tells what it was made from, and where copies are told from it that it is none', async () => {
        const id = await createOne(EVENT, { ...TAG, of: 'origin-1_C' });
        const copy = await person.copy(id);
        const [made, copied] = [await readOne(id), await readOne(copy)];
        expect(made.tag).toEqual({ ...TAG, of: 'origin-1_C' });
        expect(copied.tag).toEqual(made.tag);
        expect(copied.made).toBeUndefined();
        const isKnown = traits.hidesCopies ? undefined : true;
        expect([made.made, (await readOne(await person.move(id))).made]).toEqual([isKnown, isKnown]);
      });

      it('is listed to its last page, without what people made', async () => {
        const theirs = await person.create(EVENT);
        const ours: string[] = [];
        for (let index = 0; index < 7; index += 1) ours.push(await createOne(EVENT, { pair: 'p', nonce: `n${index}` }));
        const found: string[] = [];
        for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
          const page = await mailbox.findTagged(cursor);
          if (!page.ok) throw new Error(page.failure.kind);
          found.push(...page.value.ids);
          cursor = page.value.next;
        }
        expect(found.sort()).toEqual(ours.sort());
        expect(found).not.toContain(theirs);
      });
    });

    describe('a request that the network delivers twice', () => {
      it('makes one event, or two with one UID, so that they can be told from a copy', async () => {
        const ids = [await createOne(EVENT), await createOne(EVENT)];
        const [first, second] = valuesOf(await mailbox.read(ids));
        expect(second?.uid).toBe(first?.uid);
      });
    });

    describe('remove', () => {
      it('a removed event reads as gone, and where Deleted Items is open to us is found there by its UID and restored', async () => {
        const id = await createOne(EVENT);
        const before = await readOne(id);
        const { uid } = before;
        expect(await mailbox.findDeleted(uid)).toEqual({ ok: true, value: undefined });
        expect(await mailbox.remove([removalOf(before)])).toEqual([{ ok: true, value: undefined }]);
        expect(await mailbox.read([id])).toEqual([failed({ kind: 'gone' })]);
        expect(await mailbox.findByUid(uid)).toEqual({ ok: true, value: undefined });
        const deleted = await mailbox.findDeleted(uid);
        if (traits.hidesDeleted) return expect(deleted).toEqual({ ok: true, value: undefined });
        expect(deleted).toMatchObject({ ok: true, value: { uid, tag: TAG } });
        const restored = await mailbox.restore(deleted.ok ? (deleted.value?.id ?? '') : '');
        const item = await readOne(restored.ok ? restored.value.id : '');
        expect(item).toMatchObject({ uid, tag: TAG });
        expectSame(eventOf(item), EVENT);
        expect(await mailbox.findDeleted(uid)).toEqual({ ok: true, value: undefined });
      });

      it('an event that is gone already answers gone', async () => {
        const id = await createOne(EVENT);
        const before = await readOne(id);
        await person.remove(id);
        expect(await mailbox.remove([removalOf(before)])).toEqual([failed({ kind: 'gone' })]);
      });

      it('what the person edited after the delete was planned is still there to compare with', async () => {
        const id = await createOne(EVENT);
        const before = await readOne(id);
        const { uid } = before;
        await person.edit(id, { title: 'By the person' });
        await mailbox.remove([removalOf(before)]);
        const [left, deleted] = [await mailbox.findByUid(uid), await mailbox.findDeleted(uid)];
        const titles = [left, deleted].map((found) => found.ok && found.value && eventOf(found.value).title);
        expect(titles).toContain('By the person');
      });
    });
  });
}

/** The update of an item as it was read. */
export const updateOf = (item: MailboxItem, patch: EventPatch, rev = 'r'): MailboxUpdate => ({
  ...{ id: item.id, version: item.version },
  ...{ item, patch, rev },
});

/** The removal of an item as it was read. */
export const removalOf = (item: MailboxItem): MailboxRemoval => ({ id: item.id, version: item.version, item });

/** Every change since the watermark, page after page. */
export async function changesSince(mailbox: Mailbox, from: string | undefined) {
  const changes: MailboxChange[] = [];
  for (let watermark = from; ; ) {
    const page = await mailbox.changes(watermark);
    if (!page.ok || page.value === 'watermarkInvalid') throw new Error(`no page: ${JSON.stringify(page)}`);
    changes.push(...page.value.changes);
    watermark = page.value.watermark;
    if (!page.value.more) return { changes, watermark };
  }
}

const idsOf = (changes: readonly MailboxChange[], kind: MailboxChange['kind']): string[] =>
  [...new Set(changes.filter((change) => change.kind === kind).map(({ id }) => id))].sort();

export function valuesOf<T>(outcomes: readonly Outcome<T>[]): T[] {
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
    return outcome.value;
  });
}

export function onlyValueOf<T>(outcomes: readonly Outcome<T>[]): T {
  const [value, ...more] = valuesOf(outcomes);
  if (value === undefined || more.length > 0) throw new Error(`${outcomes.length} outcomes for one element`);
  return value;
}

export function eventOf(item: MailboxItem): CalendarEvent {
  if (item.content.kind !== 'event') throw new Error(`left out: ${item.content.reason}`);
  return item.content.event;
}

/** Compared field by field, so that a failure names the field. */
export function expectSame(actual: CalendarEvent, expected: CalendarEvent): void {
  if (equalFields(actual, expected)) return;
  const canonical = (event: CalendarEvent) => EVENT_FIELDS.map((field) => [field, canonicalField(field, event[field])]);
  expect(canonical(actual)).toEqual(canonical(expected));
}
