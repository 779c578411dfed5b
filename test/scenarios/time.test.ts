// Wall-clock times and dates, in the zones of people, whatever the zone of the process is.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent, When } from '../../shared/calendar/event.ts';
import { toInstant } from '../../shared/calendar/timeZone.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import type { Link } from '../world/link.ts';
import { seenInOutlook, seenInSource } from '../world/views.ts';
import { ADA } from '../world/world.ts';

const { openLink } = exchangeForScenarios();

const entries = ({ ports }: Link) => ports.people.list();

describe('Weekly series crossing DST with zone != UTC; every occurrence keeps its wall time both ways', () => {
  /** Clocks go back on 25 October in Helsinki and on 1 November in Los Angeles, and forward on 27 September in Auckland. */
  const SERIES = [
    ['Europe/Helsinki', 'FLE Standard Time', ['06:00', '06:00', '06:00', '07:00', '07:00', '07:00', '07:00', '07:00']],
    [
      'America/Los_Angeles',
      'Pacific Standard Time',
      ['16:00', '16:00', '16:00', '16:00', '17:00', '17:00', '17:00', '17:00'],
    ],
  ] as const;

  it.each(SERIES)('from the mailbox, %s', async (timeZone, windows, utc) => {
    const link = await openLink({ timeZone: [timeZone, windows] });
    link.person.create({
      subject: 'Weekly',
      start: '2026-10-06T09:00:00',
      end: '2026-10-06T10:00:00',
      zone: windows,
      recurrence: {
        pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday'], firstDayOfWeek: 'Monday' },
        end: { kind: 'Numbered', count: 8 },
      },
    });
    await link.settle();
    const seen = await seenInSource(link, 'UTC');
    expect(seen.map((line) => line.slice(11, 16))).toEqual(utc);
    expect(seen).toEqual(seenInOutlook(link.person));
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });

  it.each(SERIES)('from the source, %s', async (timeZone, _, utc) => {
    const link = await openLink();
    const when: When = {
      showWithoutTime: false,
      start: '2026-10-06T09:00:00',
      timeZone,
      duration: 'PT1H',
      recurrence: { rule: { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 8 } }, overrides: {} },
    };
    await link.ports.people.create({ ...link.world.newEvent(), when }, ADA);
    expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.create']);
    const seen = seenInOutlook(link.person);
    expect(seen.map((line) => line.slice(11, 16))).toEqual(utc);
    expect(seen).toEqual(await seenInSource(link, 'UTC'));
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });
});

describe('All-day event in Europe/Helsinki, America/Los_Angeles, Pacific/Auckland; same date both ways, multi-day end not off by one', () => {
  const ZONES = [
    ['Europe/Helsinki', 'FLE Standard Time'],
    ['America/Los_Angeles', 'Pacific Standard Time'],
    ['Pacific/Auckland', 'New Zealand Standard Time'],
    ['Asia/Kathmandu', 'Nepal Standard Time'],
  ] as const;
  const DATES = [
    ['2026-12-24', 'P1D', '2026-12-25'],
    ['2026-12-24', 'P3D', '2026-12-27'],
    // The clocks change in Helsinki and Auckland.
    ['2027-03-27', 'P9D', '2027-04-05'],
  ] as const;
  const cases = ZONES.flatMap((zone) =>
    DATES.map((dates) => ({ zone, dates, name: `${zone[0]}, ${dates[0]} ${dates[1]}` })),
  );

  it.each(cases)('from the mailbox: $name', async ({ zone, dates: [start, duration, end] }) => {
    const link = await openLink({ timeZone: zone });
    const midnights = { start: `${start}T00:00:00`, end: `${end}T00:00:00`, zone: zone[1], isAllDay: true };
    link.person.create({ subject: 'Away', ...midnights });
    await link.settle();
    expect((await entries(link))[0]?.event.when).toEqual({ showWithoutTime: true, start, duration });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });

  it.each(cases)('from the source: $name', async ({ zone, dates: [start, duration, end] }) => {
    const link = await openLink({ timeZone: zone });
    const when: When = { showWithoutTime: true, start, duration };
    await link.ports.people.create({ ...link.world.newEvent(), when }, ADA);
    expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.create']);
    const [item] = link.person.list();
    expect(item).toMatchObject({
      isAllDay: true,
      start: toInstant(`${start}T00:00:00`, zone[0]),
      end: toInstant(`${end}T00:00:00`, zone[0]),
    });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });
});

describe('Windows zone names, `tzone://Microsoft/Custom`, unknown zone, floating time, DST-gap and DST-fold wall times', () => {
  it.each([
    ['India Standard Time', '2026-12-01T09:00:00', '2026-12-01T03:30:00Z'],
    ['Newfoundland Standard Time', '2027-07-01T09:00:00', '2027-07-01T11:30:00Z'],
    ['Lord Howe Standard Time', '2026-12-01T09:00:00', '2026-11-30T22:00:00Z'],
    ['UTC', '2026-12-01T09:00:00', '2026-12-01T09:00:00Z'],
  ])('Windows zone %s', async (zone, start, instant) => {
    const link = await openLink();
    const end = start.replace('T09', 'T10');
    const { id } = link.person.create({ subject: 'There', start, end, zone });
    await link.settle();
    const [entry] = await entries(link);
    expect(entry?.event.when.start).toBe(start);
    expect(await seenInSource(link, 'UTC')).toEqual([`${new Date(instant).toISOString()} 60 min: There`]);
    await link.ports.people.edit(entry?.id ?? '', { title: 'Still there' });
    expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.update']);
    expect(link.person.get(id)).toMatchObject({ start: Date.parse(instant), startZone: zone });
  });

  it.each([
    [
      'tzone://Microsoft/Custom',
      /<t:StartTimeZone\b[^>]*>/,
      '<t:StartTimeZone Id="tzone://Microsoft/Custom" Name="Custom">',
    ],
    ['an unknown zone', /<t:StartTimeZone\b[^>]*>/, '<t:StartTimeZone Id="Mars Standard Time" Name="Mars">'],
    ['no zone: floating', /<t:StartTimeZone\b([^>]*\/>|.*?<\/t:StartTimeZone>)/s, ''],
  ])('%s is an instant', async (_, element, instead) => {
    const link = await openLink();
    let changed = 0;
    link.rewriteAnswers((answer) =>
      answer.replace(new RegExp(element, `${element.flags}g`), (found) => {
        changed += 1;
        return found.endsWith('/>') && instead.endsWith('">') ? instead.replace('">', '"/>') : instead;
      }),
    );
    const { id } = link.person.create({
      subject: 'Somewhere',
      start: '2026-12-01T09:00:00Z',
      end: '2026-12-01T10:00:00Z',
      zone: 'FLE Standard Time',
    });
    await link.settle();
    expect(changed).toBeGreaterThan(0);
    expect(await seenInSource(link, 'UTC')).toEqual(['2026-12-01T09:00:00.000Z 60 min: Somewhere']);
    await link.ports.people.edit((await entries(link))[0]?.id ?? '', { title: 'Somewhere else' });
    expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.update']);
    expect(link.person.get(id)).toMatchObject({ start: Date.UTC(2026, 11, 1, 9), subject: 'Somewhere else' });
  });

  const inHelsinki = (start: string): When => ({
    showWithoutTime: false,
    start,
    timeZone: 'Europe/Helsinki',
    duration: 'PT30M',
  });

  it.each([
    ['in the gap', '2027-03-28T03:30:00', '2027-03-28T01:30:00.000Z'],
    ['in the fold, its first pass', '2026-10-25T03:30:00', '2026-10-25T00:30:00.000Z'],
  ])('a wall time %s', async (_, start, instant) => {
    const link = await openLink();
    const event: CalendarEvent = { ...link.world.newEvent(), title: 'Night', when: inHelsinki(start) };
    await link.ports.people.create(event, ADA);
    await link.settle();
    expect(seenInOutlook(link.person)).toEqual([`${instant} 30 min: Night`]);
    expect(await seenInSource(link, 'UTC')).toEqual([`${instant} 30 min: Night`]);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });

  it('a wall time in the fold, its second pass', async () => {
    const link = await openLink();
    link.person.create({
      subject: 'Night',
      start: '2026-10-25T01:30:00Z',
      end: '2026-10-25T02:00:00Z',
      zone: 'FLE Standard Time',
    });
    await link.settle();
    expect(await seenInSource(link, 'UTC')).toEqual(['2026-10-25T01:30:00.000Z 30 min: Night']);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    await link.ports.people.edit((await entries(link))[0]?.id ?? '', { title: 'Still night' });
    await link.settle();
    expect(seenInOutlook(link.person)).toEqual(['2026-10-25T01:30:00.000Z 30 min: Still night']);
  });
});
