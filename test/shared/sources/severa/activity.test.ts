// An activity as an event, and the fields that a patch changes.
import { describe, expect, it } from 'vitest';
import { contentOf, fieldsOf, unheld, versionOf } from '../../../../shared/sources/severa/activity.ts';
import { activity } from '../../../../shared/sources/severa/wire.ts';
import { sampleEvent, sampleSeries } from '../../../contract/source.ts';

const READING = { zone: 'Europe/Helsinki', projectTasks: false };
const plain = {
  guid: 'a1',
  name: 'Review',
  startDateTime: '2026-11-20T09:00:00+02:00',
  endDateTime: '2026-11-20T10:00:00+02:00',
  notes: 'the notes',
  location: 'Room 1',
  activityType: { guid: 't1', category: 'CalendarEntry' },
  ownerUser: { guid: 'u1' },
  createdDateTime: '2026-11-01T00:00:00Z',
};
const weekly = {
  ...plain,
  guid: 's1',
  recurrence: {
    frequency: 'Weekly',
    pattern: { weekly: { interval: 1, friday: true } },
    range: { maxOccurrences: 4 },
    exceptions: ['2026-11-27T09:00:00+02:00', '2026-12-04T09:00:00+02:00'],
  },
};
const read = (change: object = {}) => activity.parse({ ...plain, ...change });
const content = (change: object = {}, exceptions: readonly object[] = [], reading = READING) =>
  contentOf(
    read(change),
    exceptions.map((each) => read(each)),
    reading,
  );

describe('contentOf', () => {
  it('reads title, notes, place and time', () => {
    expect(content()).toEqual({
      kind: 'event',
      event: {
        title: 'Review',
        description: 'the notes',
        location: 'Room 1',
        when: { showWithoutTime: false, start: '2026-11-20T09:00:00', timeZone: 'Europe/Helsinki', duration: 'PT1H' },
        privacy: 'public',
        freeBusyStatus: 'busy',
        keywords: [],
        alert: null,
      },
    });
  });

  it('an activity of the category Personal is private', () => {
    const personal = content({ activityType: { guid: 't2', category: 'Personal' } });
    expect(personal).toMatchObject({ event: { privacy: 'private' } });
  });

  it.each([
    ['without duration', { hasDuration: false }],
    ['a task of a project', { activityType: { guid: 't', category: 'Task' }, phase: { guid: 'p1' } }],
  ])('%s is not for calendars', (_, change) => {
    expect(content(change)).toMatchObject({ kind: 'leftOut', reason: 'not-for-calendars' });
  });

  it('a task of a project is, where the settings say so; a task of no project always is', () => {
    const task = { activityType: { guid: 't', category: 'Task' }, phase: { guid: 'p1' } };
    expect(content(task, [], { ...READING, projectTasks: true }).kind).toBe('event');
    expect(content({ ...task, phase: null }).kind).toBe('event');
  });

  it('a series has its moved occurrences as overrides, and the other exceptions as exclusions', () => {
    const moved = {
      ...plain,
      guid: 'x1',
      name: 'Review, moved',
      startDateTime: '2026-12-05T13:00:00+02:00',
      endDateTime: '2026-12-05T14:00:00+02:00',
    };
    expect(content(weekly, [moved])).toMatchObject({
      event: {
        when: {
          recurrence: {
            rule: { frequency: 'weekly', end: { kind: 'count', count: 4 } },
            overrides: {
              '2026-11-27T09:00:00': { excluded: true },
              '2026-12-04T09:00:00': {
                title: 'Review, moved',
                when: { showWithoutTime: false, start: '2026-12-05T13:00:00', duration: 'PT1H' },
              },
            },
          },
        },
      },
    });
  });

  it.each([
    ['a rule that nobody knows', { ...weekly, recurrence: { frequency: 'Hourly' } }, []],
    [
      'an exception that is no occurrence',
      { ...weekly, recurrence: { ...weekly.recurrence, exceptions: ['1999-01-01T00:00:00Z'] } },
      [],
    ],
    [
      'more moved occurrences than exceptions',
      { ...weekly, recurrence: { ...weekly.recurrence, exceptions: [] } },
      [plain],
    ],
    ['a start that is no time', { startDateTime: 'soon' }, []],
  ])('%s is unreadable, and never another time', (_, change, exceptions) => {
    expect(content(change, exceptions)).toMatchObject({ kind: 'leftOut', reason: 'item-unreadable' });
  });
});

describe('versionOf', () => {
  it('differs as soon as anything differs, also within one time of change', () => {
    const versions = [
      versionOf(read(), [], []),
      versionOf(read({ name: 'Other' }), [], []),
      versionOf(read(), [read({ guid: 'x1' })], []),
      versionOf(read(), [], ['ada@example.com']),
    ];
    expect(new Set(versions).size).toBe(4);
    expect(versionOf(read(), [], [])).toBe(versions[0]);
  });
});

describe('unheld', () => {
  it('holds single events and plain series, and no changed occurrences', () => {
    expect(unheld(sampleEvent)).toBeUndefined();
    expect(sampleSeries.map(unheld)).toEqual(sampleSeries.map(() => 'recurrence-not-supported'));
    const rule = { frequency: 'daily', interval: 1, end: { kind: 'never' } } as const;
    expect(
      unheld({ ...sampleEvent, when: { ...sampleEvent.when, recurrence: { rule, overrides: {} } } }),
    ).toBeUndefined();
  });
});

describe('fieldsOf', () => {
  it('names only what the patch changes, and nothing that Severa has no field for', () => {
    expect(fieldsOf({ title: 'New', alert: null, privacy: 'private' }, READING.zone)).toEqual({ name: 'New' });
    expect(fieldsOf({ description: '', location: '' }, READING.zone)).toEqual({ notes: '', location: '' });
  });
});
