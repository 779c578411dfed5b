import { describe, expect, it } from 'vitest';
import type { When } from '../../../../../shared/calendar/event.ts';
import { ianaClock } from '../../../../../shared/calendar/zoneClock.ts';
import { readEventJson } from '../../../../../shared/exchange/graph/item/eventJson.ts';
import { itemFromGraph } from '../../../../../shared/exchange/graph/item/toEvent.ts';
import { exceptionId } from '../../../../../shared/exchange/graph/item/toSeries.ts';

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

  it.each([
    ['exceptions that did not come', { exceptionOccurrences: undefined }],
    ['a cancelled one without date', { cancelledOccurrences: ['OID.M'] }],
    ['a cancelled one of no date', { cancelledOccurrences: ['OID.M.2027-99-99'] }],
    ['an exception of nowhere', { exceptionOccurrences: [{ start: MASTER.start, end: MASTER.end }] }],
    ['no pattern', { recurrence: { ...MASTER.recurrence, pattern: { type: 'hourly', interval: 1 } } }],
  ])('%s leave it unread: it is never shortened', (_, more) => {
    expect(contentOf(more)).toMatchObject({ reason: 'item-unreadable' });
  });
});

describe('exceptionId', () => {
  it('of an all-day series is the day that begins there: by its midnight, or as a date', () => {
    const days: When = { showWithoutTime: true, start: '2027-03-15', duration: 'P1D' };
    const idOf = (originalStart: string, zone: string) => exceptionId({ originalStart }, days, ianaClock(zone));
    expect(idOf('2027-03-28T22:00:00Z', 'Europe/Helsinki')).toBe('2027-03-29');
    expect(idOf('2027-03-29T00:00:00Z', 'Pacific/Auckland')).toBe('2027-03-29');
    expect(idOf('2027-03-28T11:00:00Z', 'Pacific/Auckland')).toBe('2027-03-29');
    expect(idOf('soon', 'UTC')).toBeUndefined();
  });
});
