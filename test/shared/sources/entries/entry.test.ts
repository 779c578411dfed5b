// Entries as the API takes them: every mistake is named with its field.
import { describe, expect, it } from 'vitest';
import { parseEntry } from '../../../../shared/sources/entries/entry.ts';
import type { EntryContent } from '../../../../shared/state/entry.ts';

const known = { types: ['meeting', 'task'], users: new Set(['ada@example.com']) };
const body = {
  type: 'meeting',
  title: 'Plan',
  start: '2026-11-20T09:00:00',
  end: '2026-11-20T10:30:00',
  timeZone: 'Europe/Helsinki',
  owner: 'Ada@Example.com',
};
const allDay = {
  type: 'meeting',
  title: 'Plan',
  showWithoutTime: true,
  start: '2026-11-20',
  end: '2026-11-22',
  owner: 'ada@example.com',
};

function parsed(value: unknown): EntryContent {
  const result = parseEntry(value, known);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry;
}
const errors = (value: unknown) => {
  const result = parseEntry(value, known);
  return result.ok ? [] : result.errors;
};
const without = (field: keyof typeof body) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

describe('parseEntry', () => {
  it('texts are kept without the characters that calendars cannot carry, and their lines end in a line feed', () => {
    const texts = {
      title: 'half \ud83d',
      description: 'a\u0008b\r\nc',
      location: '\u000bRoom',
      keywords: ['Blue\u0000'],
    };
    expect(parsed({ ...body, ...texts }).content).toMatchObject({
      event: { title: 'half ', description: 'ab\nc', location: 'Room', keywords: ['Blue'] },
    });
    expect(parsed({ ...body, title: '\u0000' }).content).toMatchObject({ event: { title: '' } });
  });

  it('an entry of the least fields has the defaults for the others', () => {
    expect(parsed(body)).toEqual({
      type: 'meeting',
      owner: 'ada@example.com',
      participants: [],
      content: {
        kind: 'event',
        event: {
          title: 'Plan',
          description: '',
          location: '',
          when: {
            showWithoutTime: false,
            start: '2026-11-20T09:00:00',
            timeZone: 'Europe/Helsinki',
            duration: 'PT1H30M',
          },
          privacy: 'public',
          freeBusyStatus: 'busy',
          keywords: [],
          alert: null,
        },
      },
    });
  });

  it('the end of an all-day entry is the day after its last', () => {
    expect(parsed(allDay).content).toMatchObject({
      event: { when: { showWithoutTime: true, start: '2026-11-20', duration: 'P2D' } },
    });
  });

  it('participants are in lower case, each once, without the owner', () => {
    const participants = ['Bob@example.com', 'bob@example.com', 'ada@example.com'];
    expect(parsed({ ...body, participants }).participants).toEqual(['bob@example.com']);
  });

  it('the duration is elapsed time, also across a change of the clocks', () => {
    const night = { ...body, start: '2026-10-25T00:00', end: '2026-10-25T06:00' };
    expect(parsed(night).content).toMatchObject({ event: { when: { duration: 'PT7H' } } });
  });

  it.each(['type', 'title', 'start', 'end', 'timeZone', 'owner'] as const)('a missing %s is named', (field) => {
    expect(errors(without(field))).toEqual([{ field, message: 'is missing' }]);
  });

  it.each([
    ['end', { end: '2026-11-20T08:59:59' }, 'must not be before start'],
    ['duration', { duration: 'PT1H' }, 'must not stand beside end'],
    ['duration', { duration: 'P1D' }, 'hours, minutes and seconds'],
    ['end', { end: '2026-11-20T10:00:00Z' }, 'without offset'],
    ['end', { end: '2026-11-20T09:59:60' }, 'such as'],
    ['start', { start: '1600-12-31T23:59:59' }, 'in the years 1601 to 4500'],
    ['end', { end: '4501-01-01T00:00:00' }, 'in the years 1601 to 4500'],
    ['start', { start: '2026-11-20T09:00:00+02:00' }, 'without offset'],
    ['start', { start: '2026-02-30T09:00:00' }, 'no time of the calendar'],
    ['start', { start: '2026-11-20' }, 'local date and time'],
    ['timeZone', { timeZone: 'Europe/Atlantis' }, 'IANA time zone'],
    ['timeZone', { timeZone: '+02:00' }, 'IANA time zone'],
    ['type', { type: 'holiday' }, 'meeting, task'],
    ['owner', { owner: 'eve@example.com' }, 'user of the company'],
    ['owner', { owner: 'not an address' }, 'e-mail address'],
    ['participants[1]', { participants: ['bob@example.com', 'x'] }, 'e-mail address'],
    ['participants', { participants: Array.from({ length: 41 }, (_, at) => `p${at}@example.com`) }, 'at most 40'],
    ['keywords[0]', { keywords: ['  '] }, 'must not be empty'],
    ['title', { title: 'x'.repeat(256) }, 'at most 255'],
    ['title', { title: 7 }, 'must be a text'],
    ['description', { description: 'x'.repeat(100_001) }, 'at most 100000'],
    ['location', { location: 'x'.repeat(256) }, 'at most 255'],
    ['keywords', { keywords: Array.from({ length: 51 }, () => 'k') }, 'at most 50'],
    ['keywords[0]', { keywords: ['x'.repeat(256)] }, 'at most 255'],
    ['privacy', { privacy: 'hidden' }, 'public, personal'],
    ['freeBusyStatus', { freeBusyStatus: 'away' }, 'free, busy'],
    ['alert', { alert: -1 }, 'negative'],
    ['alert', { alert: 2_629_801 }, 'at most 2629800'],
    ['alert', { alert: 1.5 }, 'whole number'],
    ['alert', { alert: '15' }, 'number of minutes'],
    ['subject', { subject: 'x' }, 'not a field'],
    ['showWithoutTime', { showWithoutTime: 'yes' }, 'true or false'],
  ])('a wrong %s is named: %j', (field, change, message) => {
    const found = errors({ ...body, ...change });
    expect(found.map((error) => error.field)).toEqual([field]);
    expect(found[0]?.message).toContain(message);
  });

  it.each([
    ['end', { end: '2026-11-20' }, 'after start'],
    ['end', { end: '2026-11-19' }, 'after start'],
    ['start', { start: '2026-13-01' }, 'no day of the calendar'],
    ['start', { start: '2026-11-20T00:00:00' }, 'must be a date'],
    ['timeZone', { timeZone: 'Europe/Helsinki' }, 'not a field'],
    ['duration', { duration: 'P2D' }, 'must not stand beside end'],
  ])('of an all-day entry, a wrong %s is named: %j', (field, change, message) => {
    const found = errors({ ...allDay, ...change });
    expect(found.map((error) => error.field)).toEqual([field]);
    expect(found[0]?.message).toContain(message);
  });

  it('a duration may stand instead of the end', () => {
    const { end: _, ...timed } = body;
    expect(parsed({ ...timed, duration: 'PT90M' })).toEqual(parsed(body));
    const { end: __, ...days } = allDay;
    expect(parsed({ ...days, duration: 'P2D' })).toEqual(parsed(allDay));
  });

  it('of a series, the start stays as it is written, also where the clocks skip it that day', () => {
    const skipped = { ...body, start: '2026-03-29T03:30:00', end: '2026-03-29T05:00:00' };
    expect(parsed(skipped).content).toMatchObject({ event: { when: { start: '2026-03-29T04:30:00' } } });
    const series = { ...skipped, recurrenceRule: { frequency: 'daily' } };
    expect(parsed(series).content).toMatchObject({
      event: { when: { start: '2026-03-29T03:30:00', duration: 'PT30M', timeZone: 'Europe/Helsinki' } },
    });
  });

  it('an override that says what its series says is none', () => {
    const series = {
      ...body,
      recurrenceRule: { frequency: 'weekly' },
      recurrenceOverrides: {
        '2026-11-27T09:00:00': { title: 'Plan', end: '2026-11-27T10:30:00', location: 'Room 1' },
        '2026-12-04T09:00:00': { title: 'Plan' },
      },
    };
    expect(parsed(series).content).toMatchObject({
      event: {
        when: {
          recurrence: {
            overrides: {
              '2026-11-27T09:00:00': { location: 'Room 1' },
            },
          },
        },
      },
    });
    const { content } = parsed(series);
    const overrides = content.kind === 'event' ? content.event.when.recurrence?.overrides : {};
    expect(overrides).toEqual({ '2026-11-27T09:00:00': { location: 'Room 1' } });
  });

  it('overrides without a rule are named', () => {
    expect(errors({ ...body, recurrenceOverrides: {} })).toEqual([
      { field: 'recurrenceOverrides', message: 'needs recurrenceRule' },
    ]);
  });

  it.each([
    ['recurrenceRule', { recurrenceRule: 'FREQ=DAILY' }, 'must be an object'],
    ['recurrenceRule.frequency', { recurrenceRule: {} }, 'is missing'],
    ['recurrenceRule.byDay[0].day', { recurrenceRule: { frequency: 'weekly', byDay: [{ day: 'MO' }] } }, 'mo, tu'],
    ['recurrenceRule.rscale', { recurrenceRule: { frequency: 'daily', rscale: 'hebrew' } }, 'not a field'],
    ['recurrenceOverrides', { recurrenceRule: { frequency: 'daily' }, recurrenceOverrides: [] }, 'an object'],
  ])('a wrong %s is named: %j', (field, change, message) => {
    const found = errors({ ...body, ...change });
    expect(found.map((error) => error.field)).toEqual([field]);
    expect(found[0]?.message).toContain(message);
  });

  it('an entry that is larger than its row is refused, and the field that makes it so is named', () => {
    const line = 'x'.repeat(99_000);
    const overrides = Object.fromEntries(
      Array.from({ length: 6 }, (_, day) => [`2026-11-2${day + 1}T09:00:00`, { description: line }]),
    );
    const series = { ...body, recurrenceRule: { frequency: 'daily' }, recurrenceOverrides: overrides };
    expect(errors(series)).toEqual([
      { field: 'recurrenceOverrides', message: 'must be shorter: an entry has room for 500000 characters of JSON' },
    ]);
    expect(errors({ ...body, description: '\u2028'.repeat(90_000) }).map((error) => error.field)).toEqual([
      'description',
    ]);
  });

  it('all mistakes are named at once', () => {
    const found = errors({ ...body, title: 7, end: 'later', type: 'holiday', owner: 'eve@example.com' });
    expect(found.map((error) => error.field).toSorted()).toEqual(['end', 'owner', 'title', 'type']);
  });

  it.each([undefined, null, 'text', 7, []])('%j is no entry', (value) => {
    expect(parseEntry(value, known).ok).toBe(false);
  });

  it('a message repeats no content', () => {
    const secret = 'secret\u0000';
    expect(JSON.stringify(errors({ ...body, title: secret, location: secret }))).not.toContain('secret');
  });
});
