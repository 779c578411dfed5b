// Deeds on series leave a series that both sides can hold.
import { describe, expect, it } from 'vitest';
import { longSeriesOf, SERIES_CHANGES } from '../../../local/demo/seriesDeeds.ts';
import { sampleSeries } from '../../../local/demo/seriesSamples.ts';
import { recurrenceIds } from '../../../shared/calendar/recurrence/occurrences.ts';
import { isHeldByOutlook } from '../../../shared/calendar/recurrence/outlookSeries.ts';
import { event, weekly } from './events.ts';

const samples = Array.from({ length: 7 }, (_, number) =>
  event(`Series ${number}`, { when: sampleSeries(number, Date.UTC(2026, 10, 21)) }),
);
const long = (thing: ReturnType<typeof event>) => {
  const series = longSeriesOf(thing);
  if (!series) throw new Error('a series is too short');
  return series;
};

describe('longSeriesOf', () => {
  it('takes series with three occurrences that are as the rule says', () => {
    const excluded = { excluded: true } as const;
    const overrides = { '2026-12-01T09:00:00': excluded, '2026-12-15T09:00:00': excluded };
    expect(longSeriesOf(weekly('A', overrides))?.plain).toEqual([
      '2026-12-08T09:00:00',
      '2026-12-22T09:00:00',
      '2026-12-29T09:00:00',
    ]);
  });

  it('takes no single event and no short series', () => {
    expect(longSeriesOf(event('A'))).toBeUndefined();
    const short = weekly('A');
    const { when } = short;
    const rule = { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 2 } } as const;
    expect(longSeriesOf({ ...short, when: { ...when, recurrence: { rule, overrides: {} } } })).toBeUndefined();
  });
});

describe('SERIES_CHANGES', () => {
  it('of every kind of series, Outlook holds what is left, and it is another one', () => {
    for (const thing of samples) {
      for (const change of SERIES_CHANGES) {
        for (const deed of change(long(thing))) {
          if (deed.do === 'delete') continue;
          const whens = deed.do === 'create' ? [deed.event.when] : [deed.mailbox.when, deed.source.when];
          for (const when of whens.filter((each) => each !== undefined)) {
            expect([when, isHeldByOutlook(when)]).toEqual([when, true]);
            expect(when).not.toEqual(thing.when);
          }
        }
      }
    }
  });

  it('a series that is split has the same occurrences as before, in two parts', () => {
    const splits = SERIES_CHANGES.filter((change) => change(long(weekly('A'))).length === 2);
    expect(splits).toHaveLength(2);
    for (const thing of samples) {
      for (const split of splits) {
        const [before, after] = split(long(thing));
        if (before?.do !== 'edit' || after?.do !== 'create') throw new Error('a split is an edit and a creation');
        const cut = before.mailbox.when ?? before.source.when;
        if (!cut) throw new Error('a split ends the series');
        const parts = [...recurrenceIds(cut), ...recurrenceIds(after.event.when).take(30)].slice(0, 30);
        expect(parts).toEqual(recurrenceIds(thing.when).take(30).toArray());
        const overrides = { ...cut.recurrence?.overrides, ...after.event.when.recurrence?.overrides };
        expect(overrides).toEqual(thing.when.recurrence?.overrides);
      }
    }
  });
});
