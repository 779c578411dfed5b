import { describe, expect, it } from 'vitest';
import type { RecurrenceRule, Weekday } from '../../../../../shared/calendar/event.ts';
import { unheldBy } from '../../../../../shared/exchange/ews/item/unheld.ts';
import { EVENT } from '../../../../contract/mailbox.ts';
import { series } from '../../../../contract/mailboxSeries.ts';

const NEVER = { kind: 'never' } as const;
const everySecondWeek = (firstDayOfWeek: Weekday, ...days: Weekday[]): RecurrenceRule => ({
  frequency: 'weekly',
  interval: 2,
  firstDayOfWeek,
  byDay: days.map((day) => ({ day })),
  end: NEVER,
});

describe('unheldBy', () => {
  it('a single event is held by every server, a series with a pattern too', () => {
    for (const version of ['Exchange2007_SP1', 'Exchange2016'] as const) {
      expect([EVENT, series()].map((event) => unheldBy(version, event))).toEqual([undefined, undefined]);
    }
  });

  it('a rule that Outlook has no pattern for is not held', () => {
    const rule = { frequency: 'monthly', interval: 1, byMonthDay: [1, 15], end: NEVER } as const;
    expect(unheldBy('Exchange2016', series({}, rule))).toBe('recurrence-not-supported');
  });

  it('before Exchange 2010 SP1 a week begins on Sunday: a rule that means something else is not held', () => {
    const fromMonday = series({}, everySecondWeek('mo', 'tu', 'su'));
    const fromSunday = series({}, everySecondWeek('su', 'tu', 'su'));
    const indifferent = series({}, everySecondWeek('mo', 'tu', 'th'));
    const unheld = (version: Parameters<typeof unheldBy>[0]) =>
      [fromMonday, fromSunday, indifferent].map((event) => unheldBy(version, event));
    expect(unheld('Exchange2010')).toEqual(['recurrence-not-supported', undefined, undefined]);
    expect(unheld('Exchange2010_SP1')).toEqual([undefined, undefined, undefined]);
  });
});
