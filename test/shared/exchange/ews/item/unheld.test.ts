import { describe, expect, it } from 'vitest';
import type { RecurrenceRule, Weekday, When } from '../../../../../shared/calendar/event.ts';
import { USUAL_ZONES } from '../../../../../shared/calendar/zones/zoneChoice.ts';
import { unheldBy } from '../../../../../shared/exchange/ews/item/unheld.ts';
import type { EwsVersion } from '../../../../../shared/sync/ports/exchangeNames.ts';
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

const holder = (version: EwsVersion) => ({ version, zones: USUAL_ZONES, now: Date.parse('2026-11-30T12:00:00Z') });

describe('unheldBy', () => {
  it('a single event is held by every server, a series with a pattern too', () => {
    for (const version of ['Exchange2007_SP1', 'Exchange2016'] as const) {
      expect([EVENT, series()].map((event) => unheldBy(event, holder(version)))).toEqual([undefined, undefined]);
    }
  });

  it('a rule that Outlook has no pattern for is not held', () => {
    const rule = { frequency: 'monthly', interval: 1, byMonthDay: [1, 15], end: NEVER } as const;
    expect(unheldBy(series({}, rule), holder('Exchange2016'))).toBe('recurrence-not-supported');
  });

  it('a series in a zone with which no zone of Windows agrees is not held, a single event and days are', () => {
    const when = { ...EVENT.when, timeZone: 'Antarctica/Troll' } as const;
    const recurrence = { rule: { frequency: 'weekly', interval: 1, end: NEVER }, overrides: {} } as const;
    const unheld = (each: When) => unheldBy({ ...EVENT, when: each }, holder('Exchange2016'));
    expect(unheld({ ...when, recurrence })).toBe('recurrence-not-supported');
    expect(unheld(when)).toBeUndefined();
    expect(unheld({ showWithoutTime: true, start: '2026-12-01', duration: 'P1D', recurrence })).toBeUndefined();
  });

  it('before Exchange 2010 SP1 a week begins on Sunday: a rule that means something else is not held', () => {
    const fromMonday = series({}, everySecondWeek('mo', 'tu', 'su'));
    const fromSunday = series({}, everySecondWeek('su', 'tu', 'su'));
    const indifferent = series({}, everySecondWeek('mo', 'tu', 'th'));
    const unheld = (version: EwsVersion) =>
      [fromMonday, fromSunday, indifferent].map((event) => unheldBy(event, holder(version)));
    expect(unheld('Exchange2010')).toEqual(['recurrence-not-supported', undefined, undefined]);
    expect(unheld('Exchange2010_SP1')).toEqual([undefined, undefined, undefined]);
  });
});
