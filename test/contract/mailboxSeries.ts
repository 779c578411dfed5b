// The contract of series in every mailbox (shared/sync/ports/mailbox.ts), beside that of single events in mailbox.ts: one
// pair of master and overrides, read and written as one event. Longer than 250 lines because a contract is one suite.
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  CalendarEvent,
  OccurrenceOverride,
  RecurrenceId,
  RecurrenceRule,
  When,
} from '../../shared/calendar/event.ts';
import type { Mailbox, MailboxItem } from '../../shared/sync/ports/mailbox.ts';
import { failed } from '../../shared/sync/ports/outcome.ts';
import type { Update } from '../../shared/sync/ports/remote.ts';
import {
  changesSince,
  EVENT,
  eventOf,
  expectSame,
  HOSTILE,
  type MailboxPerson,
  type OpenMailbox,
  onlyValueOf,
  TAG,
  updateOf,
  valuesOf,
} from './mailbox.ts';

type Overrides = Readonly<Record<RecurrenceId, OccurrenceOverride>>;

const NEVER = { kind: 'never' } as const;
const WORKDAYS = (['mo', 'tu', 'we', 'th', 'fr'] as const).map((day) => ({ day }));
/** 1 December 2026 is a Tuesday. */
const WEEKLY: RecurrenceRule = {
  frequency: 'weekly',
  interval: 1,
  byDay: [{ day: 'tu' }],
  end: { kind: 'count', count: 8 },
};

const timed = (start: string, timeZone = 'Europe/Helsinki'): When => ({
  showWithoutTime: false,
  start,
  timeZone,
  duration: 'PT1H',
});
const allDay = (start: string): When => ({ showWithoutTime: true, start, duration: 'P1D' });

export const series = (
  overrides: Overrides = {},
  rule: RecurrenceRule = WEEKLY,
  when: When = timed('2026-12-01T09:00:00'),
): CalendarEvent => ({ ...EVENT, when: { ...when, recurrence: { rule, overrides } } });

const RULES: readonly (readonly [string, string, RecurrenceRule])[] = [
  ['every day without end', '2026-12-01', { frequency: 'daily', interval: 1, end: NEVER }],
  ['every third day, five times', '2026-12-01', { frequency: 'daily', interval: 3, end: { kind: 'count', count: 5 } }],
  [
    'Mondays and Wednesdays until a date',
    '2026-12-02',
    {
      frequency: 'weekly',
      interval: 1,
      byDay: [{ day: 'mo' }, { day: 'we' }],
      end: { kind: 'until', until: '2027-02-03' },
    },
  ],
  ['every second Tuesday', '2026-12-01', { frequency: 'weekly', interval: 2, byDay: [{ day: 'tu' }], end: NEVER }],
  ['every working day', '2026-12-01', { frequency: 'weekly', interval: 1, byDay: WORKDAYS, end: NEVER }],
  ['the 15th of the month', '2026-12-15', { frequency: 'monthly', interval: 1, byMonthDay: [15], end: NEVER }],
  ['the last day of the month', '2026-12-31', { frequency: 'monthly', interval: 1, byMonthDay: [-1], end: NEVER }],
  [
    'the second Tuesday of every third month',
    '2026-12-08',
    { frequency: 'monthly', interval: 3, byDay: [{ day: 'tu', nthOfPeriod: 2 }], end: NEVER },
  ],
  [
    'the last working day of the month',
    '2026-12-31',
    { frequency: 'monthly', interval: 1, byDay: WORKDAYS, bySetPosition: [-1], end: NEVER },
  ],
  ['1 December every year', '2026-12-01', { frequency: 'yearly', interval: 1, end: NEVER }],
  [
    '29 February, and 28 where there is none',
    '2028-02-29',
    { frequency: 'yearly', interval: 1, byMonth: [2], byMonthDay: [29], skip: 'backward', end: NEVER },
  ],
  [
    'the last Thursday of November',
    '2026-11-26',
    { frequency: 'yearly', interval: 1, byMonth: [11], byDay: [{ day: 'th', nthOfPeriod: -1 }], end: NEVER },
  ],
  ['every second year', '2026-12-01', { frequency: 'yearly', interval: 2, end: { kind: 'count', count: 4 } }],
];

/** The changes that people make to single occurrences of the weekly series. */
const OVERRIDES: readonly (readonly [string, Overrides])[] = [
  ['the first is cancelled', { '2026-12-01T09:00:00': { excluded: true } }],
  [
    'two in a row are cancelled',
    { '2026-12-08T09:00:00': { excluded: true }, '2026-12-15T09:00:00': { excluded: true } },
  ],
  [
    'one is later that day and longer',
    { '2026-12-08T09:00:00': { when: { showWithoutTime: false, start: '2026-12-08T13:00:00', duration: 'PT2H' } } },
  ],
  [
    'one is on another day',
    { '2026-12-08T09:00:00': { when: { showWithoutTime: false, start: '2026-12-10T09:00:00', duration: 'PT1H' } } },
  ],
  [
    'two in a row are later, the first on the day of the second',
    {
      '2026-12-08T09:00:00': { when: { showWithoutTime: false, start: '2026-12-15T09:00:00', duration: 'PT1H' } },
      '2026-12-15T09:00:00': { when: { showWithoutTime: false, start: '2026-12-16T09:00:00', duration: 'PT1H' } },
    },
  ],
  [
    'two in a row are earlier, the second on the day of the first',
    {
      '2026-12-08T09:00:00': { when: { showWithoutTime: false, start: '2026-12-07T09:00:00', duration: 'PT1H' } },
      '2026-12-15T09:00:00': { when: { showWithoutTime: false, start: '2026-12-08T09:00:00', duration: 'PT1H' } },
    },
  ],
  [
    'one takes the day of a cancelled one',
    {
      '2026-12-08T09:00:00': { when: { showWithoutTime: false, start: '2026-12-15T10:00:00', duration: 'PT1H' } },
      '2026-12-15T09:00:00': { excluded: true },
    },
  ],
  [
    'one differs in everything it can',
    {
      '2026-12-08T09:00:00': {
        when: { showWithoutTime: false, start: '2026-12-09T10:30:00', duration: 'PT30M' },
        title: 'Another title',
        description: 'Another text',
        location: 'Room 2',
        freeBusyStatus: 'tentative',
        keywords: ['Red'],
        alert: { minutesBefore: 60 },
      },
    },
  ],
  ['one is bare', { '2026-12-22T09:00:00': { description: '', location: '', keywords: [], alert: null } }],
  [
    'one is all-day',
    { '2026-12-08T09:00:00': { when: { showWithoutTime: true, start: '2026-12-08', duration: 'P1D' } } },
  ],
];

/** `open` gives an empty mailbox. */
export function mailboxSeriesContract({ name, open }: { name: string; open: () => Promise<OpenMailbox> }): void {
  describe(`mailbox contract, series: ${name}`, () => {
    let mailbox: Mailbox;
    let person: MailboxPerson;
    beforeEach(async () => {
      ({ mailbox, person } = await open());
    });

    const readOne = async (id: string): Promise<MailboxItem> => onlyValueOf(await mailbox.read([id]));
    const createOne = async (event: CalendarEvent, tag = TAG) => onlyValueOf(await mailbox.create([{ event, tag }]));
    const expectStored = async (id: string, event: CalendarEvent): Promise<MailboxItem> => {
      const item = await readOne(id);
      expectSame(eventOf(item), event);
      expect(item).not.toHaveProperty('begun');
      return item;
    };
    const update = async (id: string, patch: Update['patch'], rev = 'rev-1') =>
      onlyValueOf(await mailbox.update([updateOf(await readOne(id), patch, rev)]));

    describe('read', () => {
      it.each(RULES)('%s, as the person made it', async (_, start, rule) => {
        const event = series({}, rule, timed(`${start}T09:00:00`));
        expectSame(eventOf(await readOne(await person.create(event))), event);
      });

      it.each(OVERRIDES)('%s, as the person made it', async (_, overrides) => {
        const event = series(overrides);
        expectSame(eventOf(await readOne(await person.create(event))), event);
      });

      it('a single event and series with and without changes, each in its place', async () => {
        const events = [series({ '2026-12-08T09:00:00': { title: 'Changed' } }), EVENT, series()];
        const ids: string[] = [];
        for (const event of events) ids.push(await person.create(event));
        const items = valuesOf(await mailbox.read(ids));
        for (const [at, event] of events.entries()) expectSame(eventOf(items[at] ?? fail()), event);
      });
    });

    describe('create', () => {
      it.each(RULES)('%s', async (_, start, rule) => {
        const event = series({}, rule, timed(`${start}T09:00:00`));
        expect(mailbox.unheld(event)).toBeUndefined();
        await expectStored((await createOne(event)).id, event);
      });

      it.each(RULES)('%s, all-day', async (_, start, rule) => {
        const event = series({}, rule, allDay(start));
        await expectStored((await createOne(event)).id, event);
      });

      it.each(OVERRIDES)('%s', async (_, overrides) => {
        const event = series(overrides);
        expect(mailbox.unheld(event)).toBeUndefined();
        await expectStored((await createOne(event)).id, event);
      });

      it('an all-day series with a cancelled, a moved, a longer and a timed occurrence', async () => {
        const event = series(
          {
            '2026-12-01': { excluded: true },
            '2026-12-08': { when: { showWithoutTime: true, start: '2026-12-10', duration: 'P1D' } },
            '2026-12-15': { when: { showWithoutTime: true, start: '2026-12-15', duration: 'P3D' }, title: 'Longer' },
            '2026-12-22': { when: { showWithoutTime: false, start: '2026-12-22T10:00:00', duration: 'PT1H' } },
          },
          WEEKLY,
          allDay('2026-12-01'),
        );
        await expectStored((await createOne(event)).id, event);
      });

      it.each(['Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kathmandu', 'UTC'])(
        'a series in %s keeps its clock over the changes of summer time, and what is different about it',
        async (timeZone) => {
          const event = series(
            {
              '2026-10-26T23:30:00': { excluded: true },
              '2026-10-27T23:30:00': { title: 'After' },
              '2027-03-30T23:30:00': {
                when: { showWithoutTime: false, start: '2027-03-30T22:15:00', duration: 'PT1H' },
              },
            },
            { frequency: 'daily', interval: 1, end: { kind: 'until', until: '2027-06-01' } },
            timed('2026-09-01T23:30:00', timeZone),
          );
          await expectStored((await createOne(event)).id, event);
        },
      );

      it.each(HOSTILE)('hostile text in one occurrence comes back unharmed: %j', async (text) => {
        const event = series({
          '2026-12-15T09:00:00': { title: text, description: text, location: text, keywords: [text, 'x'] },
        });
        await expectStored((await createOne(event)).id, event);
      });

      it('the answer has the id and the version, and where it has the item then as a read gives it', async () => {
        const written = await createOne(series({ '2026-12-08T09:00:00': { title: 'Changed' } }));
        const item = await readOne(written.id);
        expect({ item, ...written }).toEqual({ id: item.id, version: item.version, item, inSteps: true });
        expect(item.rev).toBe(TAG.nonce);
      });

      it('answers each creation in its place, whatever it took', async () => {
        const events = [
          series({ '2026-12-08T09:00:00': { excluded: true }, '2026-12-22T09:00:00': { title: 'A' } }),
          EVENT,
          series(),
          series({ '2026-12-15T09:00:00': { title: 'B' }, '2026-12-22T09:00:00': { title: 'C' } }),
        ];
        const creations = events.map((event, at) => ({ event, tag: { pair: `pair-${at}`, nonce: `nonce-${at}` } }));
        const written = valuesOf(await mailbox.create(creations));
        for (const [at, event] of events.entries()) {
          const item = await expectStored(written[at]?.id ?? '', event);
          expect(item.tag?.pair).toBe(`pair-${at}`);
        }
      });
    });

    describe('update', () => {
      it.each(RULES)('a series becomes: %s', async (_, start, rule) => {
        const { id } = await createOne(series({ '2026-12-08T09:00:00': { title: 'Changed' } }));
        const { when } = series({}, rule, timed(`${start}T10:00:00`));
        await update(id, { when });
        const item = await expectStored(id, { ...EVENT, when });
        expect(item).toMatchObject({ rev: 'rev-1', tag: TAG });
      });

      it.each(OVERRIDES)('in a plain series %s, and then it is plain again', async (_, overrides) => {
        const { id } = await createOne(series());
        await update(id, { when: series(overrides).when });
        await expectStored(id, series(overrides));
        await update(id, { when: series().when }, 'rev-2');
        await expectStored(id, series());
      });

      it.each(OVERRIDES)('in a series with changes of the person %s instead', async (_, overrides) => {
        const id = await person.create(
          series({
            '2026-12-08T09:00:00': { title: 'Mine', alert: null },
            '2026-12-29T09:00:00': { excluded: true },
            '2027-01-05T09:00:00': { when: { showWithoutTime: false, start: '2027-01-06T08:00:00', duration: 'PT3H' } },
          }),
        );
        await update(id, { when: series(overrides).when });
        await expectStored(id, series(overrides));
      });

      it('a cancelled occurrence comes back, and what else is different stays', async () => {
        const kept = {
          '2026-12-15T09:00:00': { location: 'Elsewhere' },
          '2026-12-29T09:00:00': { excluded: true },
        } as const;
        const { id } = await createOne(series({ ...kept, '2026-12-08T09:00:00': { excluded: true } }));
        await update(id, { when: series(kept).when });
        await expectStored(id, series(kept));
      });

      it('a series is moved with everything that is different about it', async () => {
        const { id } = await createOne(series({ '2026-12-08T09:00:00': { title: 'Changed' } }));
        const moved = series(
          { '2026-12-08T11:00:00': { title: 'Changed' }, '2026-12-22T11:00:00': { excluded: true } },
          WEEKLY,
          timed('2026-12-01T11:00:00'),
        );
        await update(id, { when: moved.when });
        await expectStored(id, moved);
      });

      it('a single event becomes a series, with changes and without, and single again', async () => {
        const { id } = await createOne(EVENT);
        for (const when of [
          series().when,
          EVENT.when,
          series({ '2026-12-08T09:00:00': { title: 'x' } }).when,
          EVENT.when,
        ]) {
          await update(id, { when });
          await expectStored(id, { ...EVENT, when });
        }
      });

      it('another title of the series leaves its occurrences as they are', async () => {
        const overrides = {
          '2026-12-08T09:00:00': { title: 'Mine' },
          '2026-12-15T09:00:00': { location: 'Elsewhere' },
          '2026-12-22T09:00:00': { excluded: true },
        } as const;
        const { id } = await createOne(series(overrides));
        await update(id, { title: 'Renamed' });
        await expectStored(id, { ...series(overrides), title: 'Renamed' });
      });

      it('fields of the series and of its occurrences go in one update', async () => {
        const { id } = await createOne(series());
        const { when } = series({ '2026-12-08T09:00:00': { title: 'One' } });
        const written = await update(id, { when, title: 'All', privacy: 'private' });
        const item = await expectStored(id, { ...EVENT, when, title: 'All', privacy: 'private' });
        expect({ item, ...written }).toEqual({ id, version: item.version, item, inSteps: true });
      });

      it('an old version changes nothing and answers conflict', async () => {
        const { id } = await createOne(series());
        const before = await readOne(id);
        await person.edit(id, { title: 'By the person' });
        const { when } = series({ '2026-12-08T09:00:00': { excluded: true } });
        const outcomes = await mailbox.update([updateOf(before, { when })]);
        expect(outcomes).toEqual([failed({ kind: 'conflict' })]);
        const item = await expectStored(id, { ...series(), title: 'By the person' });
        expect(item.rev).toBeUndefined();
      });

      it('one conflict in a batch is its own: the other series are written', async () => {
        const ids: string[] = [];
        for (const nonce of ['a', 'b', 'c']) ids.push((await createOne(series(), { ...TAG, nonce })).id);
        const items = valuesOf(await mailbox.read(ids));
        await person.edit(ids[1] ?? '', { title: 'By the person' });
        const { when } = series({ '2026-12-08T09:00:00': { excluded: true }, '2026-12-15T09:00:00': { title: 'x' } });
        const outcomes = await mailbox.update(items.map((item, at) => updateOf(item, { when }, `r${at}`)));
        expect(outcomes.map((outcome) => outcome.ok || outcome.failure.kind)).toEqual([true, 'conflict', true]);
        await expectStored(ids[0] ?? '', { ...EVENT, when });
        await expectStored(ids[1] ?? '', { ...series(), title: 'By the person' });
        await expectStored(ids[2] ?? '', { ...EVENT, when });
      });
    });

    it('the person’s change of one occurrence is a change of the series', async () => {
      const id = await person.create(series());
      const { watermark } = await changesSince(mailbox, undefined);
      const { when } = series({ '2026-12-08T09:00:00': { title: 'Mine' } });
      await person.edit(id, { when });
      const { changes } = await changesSince(mailbox, watermark);
      const { version } = await expectStored(id, { ...EVENT, when });
      expect(changes).toEqual([{ kind: 'changed', id, version }]);
    });
  });
}

function fail(): never {
  throw new Error('an item is missing');
}
