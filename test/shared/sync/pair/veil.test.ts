import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import type { OccurrenceOverride, When } from '../../../../shared/calendar/event.ts';
import { HIDDEN, printerOf, VISIBLE, veiledEvent, veiledWhen, withDetails } from '../../../../shared/sync/pair/veil.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { occurrence, recurring, WEEKLY } from '../../../world/weekly.ts';

const moved = { showWithoutTime: false, start: '2026-12-09T15:00:00', duration: 'PT1H' } as const;
const series = (overrides: (id: (weeks: number) => string) => Record<string, OccurrenceOverride>): When =>
  recurring(
    EVENT,
    WEEKLY,
    overrides((weeks) => occurrence(EVENT, weeks)),
  ).when;
const overridesOf = (when: When) => when.recurrence?.overrides;

describe('veiledEvent', () => {
  it('says when, how busy and that it is private', () => {
    const event = veiledEvent({ ...EVENT, privacy: 'private', keywords: ['x'], alert: { minutesBefore: 5 } }, 'Busy');
    const { when, freeBusyStatus } = EVENT;
    expect(event).toEqual({
      title: 'Busy',
      description: '',
      location: '',
      when,
      privacy: 'private',
      freeBusyStatus,
      keywords: [],
      alert: null,
    });
  });

  it('every field is either visible or hidden', () => {
    expect([...VISIBLE, ...HIDDEN].sort()).toEqual(Object.keys(EVENT).sort());
  });
});

describe('veiledWhen, withDetails', () => {
  const detailed = series((id) => ({
    [id(1)]: { title: 'Secret', when: moved },
    [id(2)]: { location: 'Secret' },
    [id(3)]: { excluded: true },
    [id(4)]: { freeBusyStatus: 'free' },
  }));

  it('keeps of an occurrence when it is, that it is not, and how busy', () => {
    const expected = series((id) => ({
      [id(1)]: { when: moved },
      [id(3)]: { excluded: true },
      [id(4)]: { freeBusyStatus: 'free' },
    }));
    expect(veiledWhen(detailed)).toEqual(expected);
    expect(JSON.stringify(veiledWhen(detailed))).not.toContain('Secret');
  });

  it('answers the very same where there is nothing to hide', () => {
    const plain = series((id) => ({ [id(3)]: { excluded: true } }));
    expect(veiledWhen(plain)).toBe(plain);
    expect(veiledWhen(EVENT.when)).toBe(EVENT.when);
  });

  it('what was hidden stands again in what is written to its home', () => {
    expect(withDetails(veiledWhen(detailed), detailed)).toEqual(detailed);
  });

  it('an occurrence that is cancelled, or that the new rule does not give, loses its details', () => {
    const cancelled = series((id) => ({ [id(1)]: { excluded: true } }));
    expect(
      overridesOf(
        withDetails(
          cancelled,
          series((id) => ({ [id(1)]: { title: 'x' } })),
        ),
      ),
    ).toEqual(overridesOf(cancelled));
    const daily = recurring(
      { ...EVENT, when: { ...EVENT.when, start: '2027-01-01T09:00:00' } as When },
      WEEKLY,
      {},
    ).when;
    expect(overridesOf(withDetails(daily, detailed))).toEqual({});
  });
});

describe('printerOf', () => {
  const print = createPrinter(new Uint8Array(32));
  const row = (veiled: boolean): PairRow => ({
    pair: 'p',
    intents: {},
    abandoned: [],
    unlanded: {},
    orphans: [],
    ...(veiled ? { veiled } : {}),
  });
  const detailed = series((id) => ({ [id(1)]: { title: 'Secret' } }));
  const plain = series(() => ({}));

  it('of a veiled pair, details of occurrences do not count', () => {
    expect(printerOf(print, row(true))({ when: detailed })).toEqual(print({ when: plain }));
    expect(printerOf(print, row(false))({ when: detailed })).not.toEqual(print({ when: plain }));
    expect(printerOf(print, row(true))({ title: 'x' })).toEqual(print({ title: 'x' }));
  });
});
