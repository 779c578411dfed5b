// The clock of a Windows zone against another reading of the same rules, that of the local Exchange.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetAt, offsetSpans } from '../../../../local/exchange/zones/windowsClock.ts';
import { clockOfRules, windowsClock } from '../../../../shared/calendar/zones/windowsClock.ts';
import { windowsIds, windowsRules } from '../../../../shared/calendar/zones/windowsRules.ts';
import { ianaClock } from '../../../../shared/calendar/zones/zoneClock.ts';

const SEED = { seed: 20_261_130 };
const instants = fc.integer({ min: Date.UTC(1900, 0, 1) / 60_000, max: Date.UTC(2100, 0, 1) / 60_000 });
const clockOf = (id: string) => windowsClock(id) ?? ianaClock('UTC');

describe('windowsClock', () => {
  it('shows for every Windows zone and any year what the local Exchange shows', () => {
    for (const id of windowsIds) {
      const spans = offsetSpans(windowsRules(id) ?? []);
      const clock = clockOf(id);
      fc.assert(
        fc.property(instants, (minute) => clock.offsetAt(minute * 60_000) === offsetAt(spans, minute * 60_000)),
        { ...SEED, numRuns: 100 },
      );
      const [from, until] = [Date.UTC(2000, 0, 1), Date.UTC(2035, 0, 1)];
      expect([id, clock.changes(from, until)]).toEqual([
        id,
        spans.flatMap(({ at }) => (from <= at && at < until ? [at] : [])),
      ]);
    }
  });

  it('has nothing for an id that is not in the table', () => {
    expect(['', 'Mars', 'Europe/Helsinki'].map(windowsClock)).toEqual([undefined, undefined, undefined]);
  });

  it('takes the first rule for all years before', () => {
    const clock = clockOfRules([{ standard: 60 }, { from: 2000, standard: 120 }]);
    const at = [1970, 1999, 2000, 2050].map((year) => clock.offsetAt(Date.UTC(year, 5, 1)) / 60_000);
    expect(at).toEqual([60, 60, 120, 120]);
  });
});
