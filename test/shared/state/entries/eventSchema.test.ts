// Events in rows are read as they were written; values that no event can have are refused.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import { eventSchema } from '../../../../shared/state/entries/eventSchema.ts';
import { sampleEvent } from '../../../contract/source.ts';

const series = {
  ...sampleEvent,
  when: {
    showWithoutTime: false,
    start: '2026-12-01T09:00:00',
    timeZone: 'Europe/Helsinki',
    windowsTimeZone: 'FLE Standard Time',
    duration: 'PT1H',
    recurrence: {
      rule: {
        frequency: 'monthly',
        interval: 2,
        firstDayOfWeek: 'su',
        byDay: [{ day: 'tu', nthOfPeriod: -1 }, { day: 'fr' }],
        byMonthDay: [1, -1],
        byMonth: [1, 12],
        bySetPosition: [1],
        skip: 'backward',
        end: { kind: 'until', until: '2027-12-01' },
      },
      overrides: {
        '2026-12-29T09:00:00': { excluded: true },
        '2027-02-23T09:00:00': {
          when: { showWithoutTime: false, start: '2027-02-24T09:00:00', duration: 'PT2H' },
          title: 'Moved',
          description: '',
          location: 'Room 2',
          freeBusyStatus: 'free',
          keywords: ['red'],
          alert: null,
        },
        '2027-04-27T09:00:00': { when: { showWithoutTime: true, start: '2027-04-27', duration: 'P1D' } },
      },
    },
  },
} as const satisfies CalendarEvent;
const { recurrence } = series.when;
const withRule = (rule: object) => ({
  ...series,
  when: { ...series.when, recurrence: { ...recurrence, rule: { ...recurrence.rule, ...rule } } },
});
const withOverride = (override: object) => ({
  ...series,
  when: { ...series.when, recurrence: { ...recurrence, overrides: { '2026-12-29T09:00:00': override } } },
});

describe('eventSchema', () => {
  it('reads single events, all-day events, and series with every field that they can have', () => {
    const allDay = { showWithoutTime: true, start: '2026-11-20', duration: 'P2D' };
    const yearly = { frequency: 'yearly', interval: 1, end: { kind: 'count', count: 3 } };
    for (const event of [
      sampleEvent,
      { ...sampleEvent, when: allDay, alert: null },
      { ...sampleEvent, when: { ...allDay, recurrence: { rule: yearly, overrides: {} } } },
      series,
      withRule({ end: { kind: 'never' } }),
    ]) {
      expect(eventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    }
  });

  it.each([
    ['a rule without an end', withRule({ end: undefined })],
    ['an end that says two things', withRule({ end: { kind: 'until', until: '2027-12-01', count: 3 } })],
    ['a weekday that is none', withRule({ firstDayOfWeek: 'sunday' })],
    ['a part of a rule that the type has not', withRule({ byWeekNo: [1] })],
    ['an exclusion that also changes', withOverride({ excluded: true, title: 'x' })],
    ['a privacy of an occurrence', withOverride({ privacy: 'private' })],
    ['half of a time', withOverride({ when: { showWithoutTime: false, start: '2027-02-24T09:00:00' } })],
    ['an event without when', { ...sampleEvent, when: undefined }],
  ])('refuses %s', (_, event) => {
    expect(eventSchema.safeParse(event).success).toBe(false);
  });
});
