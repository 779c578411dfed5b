import { describe, expect, it } from 'vitest';
import type { RecurrenceRule, When } from '../../../../../shared/calendar/event.ts';
import { ianaClock } from '../../../../../shared/calendar/zones/zoneClock.ts';
import { readEventJson } from '../../../../../shared/exchange/graph/item/eventJson.ts';
import { itemFromGraph } from '../../../../../shared/exchange/graph/item/toEvent.ts';
import { exceptionDate, exceptionId } from '../../../../../shared/exchange/graph/item/toSeries.ts';

const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const MASTER = {
  '@odata.etag': 'W/"1"',
  id: 'M',
  type: 'seriesMaster',
  start: at('2027-03-15T07:00:00'),
  end: at('2027-03-15T08:00:00'),
  originalStartTimeZone: 'tzone://Microsoft/Custom',
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
    range: { type: 'numbered', numberOfOccurrences: 5, recurrenceTimeZone: 'FLE Standard Time' },
  },
  cancelledOccurrences: ['OID.M.2027-03-29'],
  exceptionOccurrences: [],
};

function contentOf(more: object) {
  const read = readEventJson({ ...MASTER, ...more });
  return read && itemFromGraph(read, 'Europe/Helsinki').content;
}

const exceptionAt = (originalStart: string) => ({ originalStart, start: MASTER.start, end: MASTER.end });

describe('seriesFromGraph', () => {
  it('keeps the clock of the zone of its recurrence, also beyond a change of the clocks', () => {
    const exception = {
      originalStart: '2027-04-05T06:00:00Z',
      start: at('2027-04-05T10:00:00'),
      end: at('2027-04-05T11:00:00'),
      originalStartTimeZone: 'UTC',
    };
    expect(contentOf({ exceptionOccurrences: [exception] })).toMatchObject({
      event: {
        when: {
          start: '2027-03-15T09:00:00',
          timeZone: 'Europe/Helsinki',
          recurrence: {
            overrides: {
              '2027-03-29T09:00:00': { excluded: true },
              '2027-04-05T09:00:00': {
                when: { showWithoutTime: false, start: '2027-04-05T13:00:00', duration: 'PT1H' },
              },
            },
          },
        },
      },
    });
  });

  it('in a zone that has no name it takes no part', () => {
    const recurrence = { ...MASTER.recurrence, range: { ...MASTER.recurrence.range, recurrenceTimeZone: 'Custom' } };
    expect(contentOf({ recurrence })).toMatchObject({ reason: 'series-zone-unknown' });
  });

  it('an exception belongs to the nearest occurrence, though its start is on the day before or after', () => {
    for (const originalStart of ['2027-03-21T10:00:00Z', '2027-03-22T07:00:00Z', '2027-03-23T03:00:00Z']) {
      const exceptionOccurrences = [{ ...exceptionAt(originalStart), subject: 'moved' }];
      const when = { showWithoutTime: false, start: '2027-03-15T09:00:00', duration: 'PT1H' };
      expect(contentOf({ exceptionOccurrences, cancelledOccurrences: [] })).toMatchObject({
        event: { when: { recurrence: { overrides: { '2027-03-22T09:00:00': { when, title: 'moved' } } } } },
      });
    }
  });

  it('a cancelled date near no occurrence excludes nothing', () => {
    const content = contentOf({ cancelledOccurrences: ['OID.M.2027-04-08', 'OID.M.2027-03-28'] });
    expect(content?.kind === 'event' && content.event.when.recurrence?.overrides).toEqual({
      '2027-03-29T09:00:00': { excluded: true },
    });
  });

  it('a moved day of an all-day series stays one, where Graph names no zone and it is midnight east of UTC+12', () => {
    const day = (from: string, to: string) => ({
      isAllDay: true,
      start: at(`${from}T00:00:00`),
      end: at(`${to}T00:00:00`),
    });
    const content = contentOf({
      ...day('2026-12-08', '2026-12-09'),
      originalStartTimeZone: 'UTC',
      recurrence: {
        pattern: { ...MASTER.recurrence.pattern, daysOfWeek: ['tuesday'] },
        range: { type: 'numbered', numberOfOccurrences: 3, recurrenceTimeZone: '' },
      },
      cancelledOccurrences: [],
      exceptionOccurrences: [{ ...day('2026-12-16', '2026-12-17'), originalStart: '2026-12-14T11:00:00Z' }],
    });
    const when = { showWithoutTime: true, start: '2026-12-16', duration: 'P1D' };
    expect(content?.kind === 'event' && content.event.when.recurrence?.overrides).toEqual({ '2026-12-15': { when } });
  });

  it.each([
    ['exceptions that did not come', { exceptionOccurrences: undefined }],
    ['a cancelled one without date', { cancelledOccurrences: ['OID.M'] }],
    ['a cancelled one of no date', { cancelledOccurrences: ['OID.M.2027-99-99'] }],
    ['a cancelled one on 30 February', { cancelledOccurrences: ['OID.M.2027-02-30'] }],
    ['an exception of no occurrence', { exceptionOccurrences: [exceptionAt('2027-04-08T07:00:00Z')] }],
    ['an exception after the end', { exceptionOccurrences: [exceptionAt('2027-04-19T06:00:00Z')] }],
    ['an exception after all years', { exceptionOccurrences: [exceptionAt('9999-12-31T23:59:00Z')] }],
    [
      'two exceptions of one occurrence',
      { exceptionOccurrences: [exceptionAt('2027-03-22T07:00:00Z'), exceptionAt('2027-03-21T22:00:00Z')] },
    ],
    ['an exception of nowhere', { exceptionOccurrences: [{ start: MASTER.start, end: MASTER.end }] }],
    ['no pattern', { recurrence: { ...MASTER.recurrence, pattern: { type: 'hourly', interval: 1 } } }],
  ])('%s leave it unread: it is never shortened', (_, more) => {
    expect(contentOf(more)).toMatchObject({ reason: 'item-unreadable' });
  });
});

describe('exceptionId', () => {
  const seriesOn = (rule: RecurrenceRule): When => ({
    showWithoutTime: true,
    start: '2026-12-08',
    duration: 'P1D',
    recurrence: { rule, overrides: {} },
  });
  const tuesdays = seriesOn({ frequency: 'weekly', interval: 1, end: { kind: 'count', count: 3 } });
  const daily = seriesOn({ frequency: 'daily', interval: 1, end: { kind: 'never' } });
  const UTC = ianaClock('UTC');
  const AUCKLAND = ianaClock('Pacific/Auckland');

  it('of an all-day series is the day that begins there: by its midnight, or as a date', () => {
    const idOf = (originalStart: string, zone: string) => exceptionId({ originalStart }, daily, [ianaClock(zone)]);
    expect(idOf('2027-03-28T22:00:00Z', 'Europe/Helsinki')).toBe('2027-03-29');
    expect(idOf('2027-03-29T00:00:00Z', 'Pacific/Auckland')).toBe('2027-03-29');
    expect(idOf('2027-03-28T11:00:00Z', 'Pacific/Auckland')).toBe('2027-03-29');
    expect(idOf('soon', 'UTC')).toBeUndefined();
  });

  it('of a weekly series is the day of its rule where Graph names no zone, whatever zone it is midnight in', () => {
    const quarter = 15 * 60_000;
    for (let east = -48; east <= 56; east += 1) {
      const originalStart = new Date(Date.UTC(2026, 11, 15) - east * quarter).toISOString();
      expect(exceptionId({ originalStart }, tuesdays, [UTC]), originalStart).toBe('2026-12-15');
    }
  });

  it('of a daily series is the day that begins in the mailbox’s zone, where that of the series has no midnight', () => {
    expect(exceptionId({ originalStart: '2026-12-14T11:00:00Z' }, daily, [UTC, AUCKLAND])).toBe('2026-12-15');
  });

  it('of a write is the very date, never one that is only near', () => {
    const dateOf = (originalStart: string) => exceptionDate({ originalStart }, tuesdays, [UTC, AUCKLAND]);
    expect(dateOf('2026-12-14T11:00:00Z')).toBe('2026-12-15');
    expect(dateOf('2026-12-16T00:00:00Z')).toBe('2026-12-16');
    expect(dateOf('soon')).toBeUndefined();
  });

  it('is none where the rule has no day near it', () => {
    expect(exceptionId({ originalStart: '2026-12-11T00:00:00Z' }, tuesdays, [UTC])).toBeUndefined();
  });
});
