// Series that the demonstration writes. On any day, both sides hold all of them except the unheld sample.
import { describe, expect, it } from 'vitest';
import { sampleSeries, unheldSeries } from '../../../local/demo/seriesSamples.ts';
import { recurrenceIds } from '../../../shared/calendar/recurrence/occurrences.ts';
import { isHeldByOutlook } from '../../../shared/calendar/recurrence/outlookSeries.ts';

const DAY_MS = 86_400_000;
/** Four years, so that each day of a month and a leap day are among them. */
const days = Array.from({ length: 4 * 366 }, (_, at) => Date.UTC(2026, 0, 1) + at * DAY_MS);

describe('sampleSeries', () => {
  it('Outlook holds each of them on any day, and all of them go on', () => {
    for (const from of days.filter((_, at) => at % 7 === 0 || at % 30 === 0)) {
      for (let number = 0; number < 7; number += 1) {
        const when = sampleSeries(number, from);
        expect([when, isHeldByOutlook(when)]).toEqual([when, true]);
        expect(recurrenceIds(when).take(4).toArray()).toHaveLength(4);
      }
    }
  });

  it('the kinds differ, and come again', () => {
    const rules = Array.from(
      { length: 8 },
      (_, number) => sampleSeries(number, Date.UTC(2026, 10, 21)).recurrence?.rule,
    );
    const words = rules.map((rule) => `${rule?.frequency} ${rule?.interval} ${rule?.end.kind}`);
    expect(new Set(words).size).toBe(7);
    expect(words[7]).toBe(words[0]);
  });
});

describe('unheldSeries', () => {
  it('Outlook holds it on no day', () => {
    expect(days.some((from) => isHeldByOutlook(unheldSeries(from, []).when))).toBe(false);
  });
});
