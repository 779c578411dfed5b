// Entries as the API takes and gives them: every mistake is named with its field, and what is given reads back the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { When } from '../../../../shared/calendar/event.ts';
import { endInstant, startInstant } from '../../../../shared/calendar/when.ts';
import { entryJson, parseEntry } from '../../../../shared/sources/entries/entry.ts';
import type { EntryContent } from '../../../../shared/state/directory.ts';
import { sampleEvent } from '../../../contract/source.ts';

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
    ['participants.1', { participants: ['bob@example.com', 'x'] }, 'e-mail address'],
    ['participants', { participants: Array.from({ length: 41 }, (_, at) => `p${at}@example.com`) }, 'at most 40'],
    ['title', { title: '  ' }, 'must not be empty'],
    ['title', { title: 'x'.repeat(256) }, 'at most 255'],
    ['title', { title: 'a\u0000b' }, 'cannot carry'],
    ['title', { title: 7 }, 'must be a text'],
    ['description', { description: 'x'.repeat(100_001) }, 'at most 100000'],
    ['description', { description: 'lone \ud800' }, 'cannot carry'],
    ['location', { location: 'x'.repeat(256) }, 'at most 255'],
    ['keywords', { keywords: Array.from({ length: 51 }, () => 'k') }, 'at most 50'],
    ['keywords.0', { keywords: ['x'.repeat(256)] }, 'at most 255'],
    ['privacy', { privacy: 'hidden' }, 'public, personal'],
    ['freeBusyStatus', { freeBusyStatus: 'away' }, 'free, busy'],
    ['alert', { alert: -1 }, 'negative'],
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
  ])('of an all-day entry, a wrong %s is named: %j', (field, change, message) => {
    const found = errors({ ...allDay, ...change });
    expect(found.map((error) => error.field)).toEqual([field]);
    expect(found[0]?.message).toContain(message);
  });

  it('all mistakes are named at once', () => {
    const found = errors({ ...body, title: '', end: 'later', type: 'holiday', owner: 'eve@example.com' });
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

const zones = fc.constantFrom('Europe/Helsinki', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const when: fc.Arbitrary<When> = fc.oneof(
  fc
    .record({
      day: fc.integer({ min: 0, max: 3000 }),
      minute: fc.integer({ min: 0, max: 1439 }),
      seconds: fc.integer({ min: 0, max: 300_000 }),
      zone: zones,
    })
    .map(({ day, minute, seconds, zone }): When => {
      const start = new Date(Date.UTC(2024, 0, 1 + day, 0, minute)).toISOString().slice(0, 19);
      const hours = Math.floor(seconds / 3600);
      return {
        showWithoutTime: false,
        start,
        timeZone: zone,
        duration: `PT${hours}H${Math.floor((seconds % 3600) / 60)}M${seconds % 60}S`,
      };
    }),
  fc.record({ day: fc.integer({ min: 0, max: 3000 }), days: fc.integer({ min: 1, max: 400 }) }).map(
    ({ day, days }): When => ({
      showWithoutTime: true,
      start: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
      duration: `P${days}D`,
    }),
  ),
);

describe('entryJson', () => {
  it('what it gives is read back as the same entry, in every zone and across changes of the clocks', () => {
    fc.assert(
      fc.property(when, (time) => {
        const entry: EntryContent = {
          type: 'task',
          owner: 'ada@example.com',
          participants: ['bob@example.com'],
          content: { kind: 'event', event: { ...sampleEvent, when: time } },
        };
        const back = parsed(entryJson(entry));
        expect({ ...back, content: undefined }).toEqual({ ...entry, content: undefined });
        if (back.content.kind !== 'event') throw new Error('an event became something else');
        const { when: readWhen, ...rest } = back.content.event;
        const { when: _, ...expected } = sampleEvent;
        expect(rest).toEqual(expected);
        expect(readWhen.showWithoutTime).toBe(time.showWithoutTime);
        expect(startInstant(readWhen, 'UTC')).toBe(startInstant(time, 'UTC'));
        expect(endInstant(readWhen, 'UTC')).toBe(endInstant(time, 'UTC'));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('an end within an hour that the clocks repeat is written in UTC, so that nothing is shorter', () => {
    const when = {
      showWithoutTime: false,
      start: '2026-10-25T02:30:00',
      timeZone: 'Europe/Helsinki',
      duration: 'PT2H',
    } as const;
    const json = entryJson({ ...parsed(body), content: { kind: 'event', event: { ...sampleEvent, when } } });
    expect(json).toMatchObject({ start: '2026-10-24T23:30:00', end: '2026-10-25T01:30:00', timeZone: 'UTC' });
  });

  it('the reminder is minutes or null', () => {
    expect(entryJson(parsed({ ...body, alert: 10 }))).toMatchObject({ alert: 10 });
    expect(entryJson(parsed(body))).toMatchObject({ alert: null });
  });

  it('an entry that takes no part says why', () => {
    const content = { kind: 'leftOut', reason: 'recurring-series', title: 'Weekly' } as const;
    expect(entryJson({ ...parsed(body), content })).toMatchObject({ title: 'Weekly', leftOut: 'recurring-series' });
  });
});
