// Series that people make in zones far from Greenwich or with odd clocks, one occurrence moved and one deleted. They
// reach the application as they are in Outlook, and an edit there changes nothing but its field.
import { expect, it } from 'vitest';
import type { When } from '../../shared/calendar/event.ts';
import { linkOverBothApis } from '../world/bothApis.ts';

const ZONES = [
  ['Line Islands Standard Time', 'Pacific/Kiritimati'],
  ['Dateline Standard Time', 'Etc/GMT+12'],
  ['Lord Howe Standard Time', 'Australia/Lord_Howe'],
  ['Chatham Islands Standard Time', 'Pacific/Chatham'],
  ['Nepal Standard Time', 'Asia/Katmandu'],
  ['Newfoundland Standard Time', 'America/St_Johns'],
  // Morocco has changed its law and Windows' table has not: another zone takes place as Windows says that winter.
  ['Morocco Standard Time', 'Africa/Lagos'],
] as const;
const RECURRENCE = {
  pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday'], firstDayOfWeek: 'Monday' },
  end: { kind: 'Numbered', count: 6 },
} as const;
const TIMED = {
  series: { start: '2026-12-08T09:00:00', end: '2026-12-08T10:00:00' },
  moved: { start: '2026-12-16T13:00:00', end: '2026-12-16T14:00:00' },
};
const DAYS = {
  series: { start: '2026-12-08T00:00:00', end: '2026-12-09T00:00:00', isAllDay: true },
  moved: { start: '2026-12-16T00:00:00', end: '2026-12-17T00:00:00' },
};

const seen = (when: When) => [
  when.start,
  when.showWithoutTime ? 'days' : when.timeZone,
  Object.fromEntries(
    Object.entries(when.recurrence?.overrides ?? {}).map(([id, override]) => [
      id,
      'excluded' in override ? 'deleted' : override.when?.start,
    ]),
  ),
];

it.each(['ews', 'graph'] as const)('over %s', async (api) => {
  const link = await linkOverBothApis();
  link.use(api);
  const expected = new Map<string, unknown>();
  for (const [zone, timeZone] of ZONES) {
    for (const { series, moved } of [TIMED, DAYS]) {
      const isDays = series === DAYS.series;
      const subject = `${zone}, ${isDays ? 'days' : 'timed'}`;
      const { id } = link.person.create({ subject, zone, recurrence: RECURRENCE, ...series });
      link.person.editOccurrence(id, '2026-12-15', moved);
      link.person.removeOccurrence(id, '2026-12-22');
      const key = (date: string) => (isDays ? date : `${date}T09:00:00`);
      expected.set(subject, [
        key('2026-12-08'),
        isDays ? 'days' : timeZone,
        { [key('2026-12-15')]: isDays ? '2026-12-16' : '2026-12-16T13:00:00', [key('2026-12-22')]: 'deleted' },
      ]);
    }
  }
  const before = link.person.list();
  await link.settle();
  const entries = await link.ports.people.list();
  expect(new Map(entries.map(({ event }) => [event.title, seen(event.when)]))).toEqual(expected);

  for (const { id } of entries) await link.ports.people.edit(id, { location: 'Room' });
  await link.settle();
  const kept = link.person.list().map(({ subject, location, start, startZone, exceptions, deletions }) => ({
    ...{ subject, location, start, startZone, deletions },
    moved: exceptions['2026-12-15']?.start,
  }));
  expect(kept).toEqual(
    before.map(({ subject, start, startZone, exceptions, deletions }) => ({
      ...{ subject, location: 'Room', start, startZone, deletions },
      moved: exceptions['2026-12-15']?.start,
    })),
  );
});
