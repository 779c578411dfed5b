// Occurrences that differ from their series: every mistake is named, and what is given comes back.
import { describe, expect, it } from 'vitest';
import { type First, overrideJson, parseOverride } from '../../../../shared/sources/entries/recurrenceOverrides.ts';

const timed: First = {
  showWithoutTime: false,
  start: '2026-12-01T09:00:00',
  timeZone: 'Europe/Helsinki',
  duration: 'PT1H',
};
const allDay: First = { showWithoutTime: true, start: '2026-12-01', duration: 'P2D' };
const id = '2026-12-08T09:00:00';
const day = '2026-12-08';

function override(value: unknown, first = timed) {
  const parsed = parseOverride(first.showWithoutTime ? day : id, value, first);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.override;
}

describe('parseOverride', () => {
  it('takes an exclusion, and every field that an occurrence may have', () => {
    expect(override({ excluded: true })).toEqual({ excluded: true });
    const texts = { title: 'x', description: '', location: '', freeBusyStatus: 'free', keywords: [] } as const;
    expect(override({ ...texts, alert: 5 })).toEqual({ ...texts, alert: { minutesBefore: 5 } });
    expect(override({ alert: null })).toEqual({ alert: null });
    expect(override({})).toEqual({});
  });

  it.each([
    ['only a start: as long as the series', timed, { start: '2026-12-09T10:00' }, '2026-12-09T10:00:00', 'PT1H'],
    ['only an end: where the rule puts it', timed, { end: '2026-12-08T12:00:00' }, id, 'PT3H'],
    ['only a duration', timed, { duration: 'PT15M' }, id, 'PT15M'],
    ['both', timed, { start: '2026-12-09T10:00:00', end: '2026-12-09T10:30:00' }, '2026-12-09T10:00:00', 'PT30M'],
    ['a date', allDay, { start: '2026-12-10' }, '2026-12-10', 'P2D'],
    ['the day after the last', allDay, { end: '2026-12-09' }, day, 'P1D'],
  ])('takes %s', (_, first, value, start, duration) => {
    const when = { showWithoutTime: first.showWithoutTime, start, duration };
    expect(override(value, first)).toEqual({ when });
  });

  it('an occurrence of a series with times may be all-day, and the reverse', () => {
    expect(override({ showWithoutTime: true, start: day, end: '2026-12-09' })).toEqual({
      when: { showWithoutTime: true, start: day, duration: 'P1D' },
    });
    const times = { showWithoutTime: false, start: id, end: '2026-12-08T10:00:00' };
    expect(override(times, allDay)).toEqual({ when: { showWithoutTime: false, start: id, duration: 'PT1H' } });
  });

  it.each([
    ['', 'cancelled', timed, 'an object'],
    ['excluded', { excluded: false }, timed, 'must be true'],
    ['title', { excluded: true, title: 'x' }, timed, 'not a field'],
    ['title', { title: 7 }, timed, 'a text'],
    ['privacy', { privacy: 'private' }, timed, 'not a field'],
    ['timeZone', { timeZone: 'UTC' }, timed, 'not a field'],
    ['start', { start: '2026-12-09' }, timed, 'date and time'],
    ['start', { start: '2026-12-09T10:00:00' }, allDay, 'a date'],
    ['start', { start: '4501-12-09T10:00:00' }, timed, 'years 1601 to 4500'],
    ['end', { end: '2026-12-08T08:00:00' }, timed, 'before start'],
    ['duration', { end: '2026-12-08T12:00:00', duration: 'PT3H' }, timed, 'beside end'],
    ['start', { showWithoutTime: true }, timed, 'is missing'],
    ['end', { showWithoutTime: true, start: day }, timed, 'is missing'],
    ['showWithoutTime', { showWithoutTime: 1 }, timed, 'true or false'],
    ['keywords[0]', { keywords: [7] }, timed, 'a text'],
  ])('names a wrong %s: %j', (field, value, first, message) => {
    const at = first.showWithoutTime ? day : id;
    expect(parseOverride(at, value, first)).toEqual({
      ok: false,
      errors: [
        {
          field: `recurrenceOverrides["${at}"]${field && `.${field}`}`,
          message: expect.stringContaining(message),
        },
      ],
    });
  });
});

describe('overrideJson', () => {
  it.each([
    [{ excluded: true }, timed],
    [{ start: '2026-12-09T10:00:00', end: '2026-12-09T10:30:00', title: 'x', alert: null }, timed],
    [{ showWithoutTime: true, start: day, end: '2026-12-09', alert: 0 }, timed],
    [{ start: '2026-12-10', end: '2026-12-12', location: '' }, allDay],
    [{ showWithoutTime: false, start: id, end: '2026-12-08T10:00:00' }, allDay],
    [{ start: '2026-10-25T02:30:00', duration: 'PT2H' }, timed],
  ])('gives what was given: %j', (json, first) => {
    expect(overrideJson(override(json, first), first)).toEqual(json);
  });
});
