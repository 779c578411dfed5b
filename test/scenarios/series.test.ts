// Series and their occurrences, between Outlook and the business application. Long because all that happens to a series
// and to its occurrences happens to the same one.

import { describe, expect, it } from 'vitest';
import type { PersonEvent } from '../../local/exchange/person/person.ts';
import type { CalendarEvent, OccurrenceOverride, RecurrenceRule, When } from '../../shared/calendar/event.ts';
import { leftOutIn } from '../../shared/sync/pair/row/standing.ts';
import { type ExchangeLink, exchangeForScenarios } from '../world/exchangeLink.ts';
import { seenInOutlook, seenInSource } from '../world/views.ts';
import { ADA } from '../world/world.ts';

const { exchange, openLink } = exchangeForScenarios();

const HELSINKI = ['Europe/Helsinki', 'FLE Standard Time'] as const;
const ZONES = [
  HELSINKI,
  ['America/Los_Angeles', 'Pacific Standard Time'],
  ['Pacific/Auckland', 'New Zealand Standard Time'],
] as const;

/** Tuesdays, over the end of summer time: 6, 13, 20, 27 October, 3, 10 November. */
const WEEKLY: PersonEvent = {
  subject: 'Weekly',
  start: '2026-10-06T09:00:00',
  end: '2026-10-06T10:00:00',
  zone: 'FLE Standard Time',
  recurrence: {
    pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday'], firstDayOfWeek: 'Monday' },
    end: { kind: 'Numbered', count: 6 },
  },
};
const SIX_WEEKS: RecurrenceRule = { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 6 } };

const weekly = (link: ExchangeLink): CalendarEvent => ({
  ...link.world.newEvent(),
  title: 'Weekly',
  when: {
    showWithoutTime: false,
    start: '2026-10-06T09:00:00',
    timeZone: 'Europe/Helsinki',
    duration: 'PT1H',
    recurrence: { rule: SIX_WEEKS, overrides: {} },
  },
});

const onlyEntry = async (link: ExchangeLink) => {
  const [entry, ...more] = await link.ports.people.list();
  if (!entry || more.length > 0) throw new Error(`${more.length + 1} entries instead of one`);
  return entry;
};

/** The application's user changes the occurrences of the only entry. */
async function overrideInSource(link: ExchangeLink, overrides: Record<string, OccurrenceOverride>): Promise<void> {
  const { id, event } = await onlyEntry(link);
  const { recurrence } = event.when;
  if (!recurrence) throw new Error('the entry is no series');
  const when: When = {
    ...event.when,
    recurrence: { ...recurrence, overrides: { ...recurrence.overrides, ...overrides } },
  };
  await link.ports.people.edit(id, { when });
}

/** Both calendars show the same, nothing is left to do, and nobody was mailed. */
async function expectInStep(link: ExchangeLink, zone = 'Europe/Helsinki'): Promise<string[]> {
  await link.settle();
  const seen = seenInOutlook(link.person);
  expect(await seenInSource(link, zone)).toEqual(seen);
  expect(await link.writesDuring(() => link.settle())).toEqual([]);
  expect(exchange().mail).toEqual([]);
  return seen;
}

const days = (seen: readonly string[]): string[] => seen.map((line) => line.slice(0, 10));

describe('All-day series with moved and deleted occurrence; exception kept', () => {
  const daily = (windows: string): PersonEvent => ({
    subject: 'On call',
    start: '2026-10-23T00:00:00',
    end: '2026-10-24T00:00:00',
    zone: windows,
    isAllDay: true,
    recurrence: { pattern: { kind: 'Daily', interval: 2 }, end: { kind: 'Numbered', count: 5 } },
  });

  it.each(ZONES)('from the mailbox, %s', async (zone, windows) => {
    const link = await openLink({ timeZone: [zone, windows] });
    const { id } = link.person.create(daily(windows));
    link.person.editOccurrence(id, '2026-10-25', { start: '2026-10-26T00:00:00', end: '2026-10-27T00:00:00' });
    link.person.removeOccurrence(id, '2026-10-29');
    await expectInStep(link, zone);
    expect((await onlyEntry(link)).event.when.recurrence?.overrides).toEqual({
      '2026-10-25': { when: { showWithoutTime: true, start: '2026-10-26', duration: 'P1D' } },
      '2026-10-29': { excluded: true },
    });
    // The series changes elsewhere: the exceptions stay.
    link.person.edit(id, { location: 'At home' });
    expect(await expectInStep(link, zone)).toHaveLength(4);
    expect(Object.keys((await onlyEntry(link)).event.when.recurrence?.overrides ?? {})).toHaveLength(2);
  });

  it.each(ZONES)('from the source, %s', async (zone, windows) => {
    const link = await openLink({ timeZone: [zone, windows] });
    const rule: RecurrenceRule = { frequency: 'daily', interval: 2, end: { kind: 'count', count: 5 } };
    const overrides = {
      '2026-10-25': { when: { showWithoutTime: true, start: '2026-10-26', duration: 'P1D' } },
      '2026-10-29': { excluded: true },
    } as const;
    const when: When = {
      showWithoutTime: true,
      start: '2026-10-23',
      duration: 'P1D',
      recurrence: { rule, overrides },
    };
    await link.ports.people.create({ ...link.world.newEvent(), title: 'On call', when }, ADA);
    expect(await expectInStep(link, zone)).toHaveLength(4);
    const [master] = link.person.list();
    expect(master).toMatchObject({ isAllDay: true, deletions: ['2026-10-29'] });
    expect(Object.keys(master?.exceptions ?? {})).toEqual(['2026-10-25']);
  });
});

describe('One occurrence modified; one cancelled; two cancelled in a row; first occurrence deleted: series survives, only that occurrence changes', () => {
  it('one occurrence modified', async () => {
    const link = await openLink();
    const { id } = link.person.create(WEEKLY);
    const before = await expectInStep(link);
    link.person.editOccurrence(id, '2026-10-27', {
      subject: 'Only this one',
      start: '2026-10-27T14:00:00',
      end: '2026-10-27T14:30:00',
    });
    const after = await expectInStep(link);
    expect(after.filter((line) => !before.includes(line))).toEqual(['2026-10-27T12:00:00.000Z 30 min: Only this one']);
    await overrideInSource(link, { '2026-11-03T09:00:00': { title: 'And this one' } });
    const both = await expectInStep(link);
    expect(both.filter((line) => !after.includes(line))).toEqual(['2026-11-03T07:00:00.000Z 60 min: And this one']);
    expect(both).toHaveLength(6);
    expect(link.person.list().map((item) => item.id)).toEqual([id]);
  });

  it.each([
    ['one cancelled', ['2026-10-20']],
    ['two cancelled in a row', ['2026-10-20', '2026-10-27']],
    ['first occurrence deleted', ['2026-10-06']],
  ])('%s', async (_, dates) => {
    const inOutlook = await openLink();
    const { id } = inOutlook.person.create(WEEKLY);
    await inOutlook.settle();
    for (const date of dates) inOutlook.person.removeOccurrence(id, date);
    const inSource = await openLink();
    await inSource.ports.people.create(weekly(inSource), ADA);
    await inSource.settle();
    await overrideInSource(inSource, Object.fromEntries(dates.map((date) => [`${date}T09:00:00`, { excluded: true }])));
    for (const link of [inOutlook, inSource]) {
      const left = days(await expectInStep(link));
      expect(left).toHaveLength(6 - dates.length);
      for (const date of dates) expect(left).not.toContain(date);
    }
  });
});

describe('"This and following" split: old series ends, new one appears; no duplicates of past occurrences', () => {
  it('in Outlook', async () => {
    const link = await openLink();
    const { id } = link.person.create(WEEKLY);
    link.person.editOccurrence(id, '2026-10-13', { subject: 'Another title' });
    await link.settle();
    link.person.splitSeries(id, '2026-10-27', { start: '2026-10-27T11:00:00', end: '2026-10-27T12:00:00' });
    const seen = await expectInStep(link);
    expect(days(seen)).toEqual(['2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27', '2026-11-03', '2026-11-10']);
    expect(seen.slice(3).map((line) => line.slice(11, 16))).toEqual(['09:00', '09:00', '09:00']);
    expect(await link.ports.people.list()).toHaveLength(2);
  });

  it('in the application', async () => {
    const link = await openLink();
    await link.ports.people.create(weekly(link), ADA);
    await link.settle();
    const { id, event } = await onlyEntry(link);
    const end = { kind: 'count', count: 3 } as const;
    const recurrence = { rule: { ...SIX_WEEKS, end }, overrides: {} };
    await link.ports.people.edit(id, { when: { ...event.when, recurrence } });
    const later: When = { ...event.when, start: '2026-10-27T11:00:00', recurrence };
    await link.ports.people.create({ ...event, when: later }, ADA);
    const seen = await expectInStep(link);
    expect(days(seen)).toEqual(['2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27', '2026-11-03', '2026-11-10']);
    expect(link.person.list()).toHaveLength(2);
  });
});

describe('Series master moved/rrule changed; exceptions remap or drop deterministically, no duplicate series', () => {
  async function withExceptions(link: ExchangeLink): Promise<string> {
    const { id } = link.person.create(WEEKLY);
    link.person.editOccurrence(id, '2026-10-13', { subject: 'Another title' });
    link.person.removeOccurrence(id, '2026-10-20');
    await link.settle();
    expect(Object.keys((await onlyEntry(link)).event.when.recurrence?.overrides ?? {})).toHaveLength(2);
    return id;
  }

  it('moved in Outlook: Exchange drops the exceptions, and so does the entry', async () => {
    const link = await openLink();
    const id = await withExceptions(link);
    link.person.edit(id, { start: '2026-10-06T13:00:00', end: '2026-10-06T14:00:00' });
    const seen = await expectInStep(link);
    expect(seen).toHaveLength(6);
    const { event } = await onlyEntry(link);
    expect(event.when.start).toBe('2026-10-06T13:00:00');
    expect(event.when.recurrence?.overrides).toEqual({});
  });

  it('moved in the application: the exceptions that it keeps are those of the mailbox', async () => {
    const link = await openLink();
    const id = await withExceptions(link);
    const { id: entry, event } = await onlyEntry(link);
    const when: When = {
      ...event.when,
      start: '2026-10-07T09:00:00',
      recurrence: { rule: { ...SIX_WEEKS }, overrides: { '2026-10-14T09:00:00': { title: 'Kept' } } },
    };
    await link.ports.people.edit(entry, { when });
    const seen = await expectInStep(link);
    expect(days(seen)).toEqual(['2026-10-07', '2026-10-14', '2026-10-21', '2026-10-28', '2026-11-04', '2026-11-11']);
    expect(seen[1]).toContain('Kept');
    expect(link.person.list().map((item) => item.id)).toEqual([id]);
  });

  it('another rule in Outlook: one series on either side, as Outlook has it', async () => {
    const link = await openLink();
    const id = await withExceptions(link);
    link.person.edit(id, {
      recurrence: {
        pattern: { kind: 'Weekly', interval: 2, days: ['Tuesday', 'Thursday'], firstDayOfWeek: 'Monday' },
        end: { kind: 'Numbered', count: 4 },
      },
    });
    expect(days(await expectInStep(link))).toEqual(['2026-10-06', '2026-10-08', '2026-10-20', '2026-10-22']);
    expect((await onlyEntry(link)).event.when.recurrence?.overrides).toEqual({});
  });

  it('an occurrence changes on one side while the title of the series changes on the other', async () => {
    const link = await openLink();
    const { id } = link.person.create(WEEKLY);
    await link.settle();
    link.person.editOccurrence(id, '2026-10-13', { start: '2026-10-13T12:00:00', end: '2026-10-13T13:00:00' });
    await link.ports.people.edit((await onlyEntry(link)).id, { title: 'Every week' });
    const seen = await expectInStep(link);
    expect(seen[1]).toBe('2026-10-13T09:00:00.000Z 60 min: Every week');
    expect(await link.world.history()).toEqual([]);
  });
});

describe('Recurrence the other side cannot express (day 31, yearly with interval, infinite); reported, not silently truncated or deleted', () => {
  const rules: readonly (readonly [string, string, RecurrenceRule])[] = [
    ['day 31', '2026-10-31', { frequency: 'monthly', interval: 1, byMonthDay: [31], end: { kind: 'count', count: 6 } }],
    [
      'two days of the month',
      '2026-10-10',
      { frequency: 'monthly', interval: 1, byMonthDay: [10, 20], end: { kind: 'never' } },
    ],
    [
      '29 February',
      '2028-02-29',
      { frequency: 'yearly', interval: 1, byMonth: [2], byMonthDay: [29], end: { kind: 'never' } },
    ],
  ];

  it.each(rules)('%s: left out with its reason', async (_, start, rule) => {
    const link = await openLink();
    const when: When = { showWithoutTime: true, start, duration: 'P1D', recurrence: { rule, overrides: {} } };
    await link.ports.people.create({ ...link.world.newEvent(), when }, ADA);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    const [pair] = await link.ports.store.list('pair');
    expect(leftOutIn(pair?.row ?? {})?.reason).toBe('recurrence-not-supported');
    expect((await onlyEntry(link)).event.when).toEqual(when);
  });

  it.each([
    ['yearly, every second year', '2026-10-31', { frequency: 'yearly', interval: 2, end: { kind: 'count', count: 3 } }],
    ['infinite', '2026-10-06', { frequency: 'weekly', interval: 1, end: { kind: 'never' } }],
    [
      'the last day of the month',
      '2026-10-31',
      { frequency: 'monthly', interval: 1, byMonthDay: [-1], end: { kind: 'never' } },
    ],
  ] as const satisfies readonly (readonly [string, string, RecurrenceRule])[])(
    '%s: Outlook has it',
    async (_, start, rule) => {
      const link = await openLink();
      const when: When = { showWithoutTime: true, start, duration: 'P1D', recurrence: { rule, overrides: {} } };
      await link.ports.people.create({ ...link.world.newEvent(), when }, ADA);
      expect(await expectInStep(link)).not.toEqual([]);
      expect(link.person.list()[0]?.recurrence?.end.kind).toBe(rule.end.kind === 'never' ? 'NoEnd' : 'Numbered');
    },
  );

  it('a series in step that gets such a rule stays in the mailbox as it was, and takes part again later', async () => {
    const link = await openLink();
    await link.ports.people.create(weekly(link), ADA);
    await link.settle();
    const before = seenInOutlook(link.person);
    const { id, event } = await onlyEntry(link);
    const rule: RecurrenceRule = { frequency: 'monthly', interval: 1, byMonthDay: [6, 20], end: { kind: 'never' } };
    await link.ports.people.edit(id, { when: { ...event.when, recurrence: { rule, overrides: {} } } });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(seenInOutlook(link.person)).toEqual(before);
    expect(leftOutIn((await link.ports.store.list('pair'))[0]?.row ?? {})?.reason).toBe('recurrence-not-supported');
    await link.ports.people.edit(id, {
      title: 'Fortnightly',
      when: { ...event.when, recurrence: { rule: { ...SIX_WEEKS, interval: 2 }, overrides: {} } },
    });
    await expectInStep(link);
    expect(leftOutIn((await link.ports.store.list('pair'))[0]?.row ?? {})?.reason).toBeUndefined();
    expect(link.person.list()).toHaveLength(1);
  });
});
