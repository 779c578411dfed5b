// Single fields of an entry; entry.test.ts says what is wrong with them in an entry.
import { describe, expect, it } from 'vitest';
import {
  dateOrDateTime,
  dayDuration,
  email,
  isHeld,
  localDate,
  localDateTime,
  timeDuration,
  timeZone,
} from '../../../../shared/sources/entries/fields.ts';

describe('fields', () => {
  it.each([
    [
      'localDate',
      localDate,
      ['2026-11-20', '1601-01-01', '4500-12-31'],
      ['2026-11-31', '1600-12-31', '4501-01-01', ''],
    ],
    [
      'localDateTime',
      localDateTime,
      ['2026-11-20T09:00', '2026-11-20T09:00:59'],
      ['2026-11-20T24:00:00', '2026-11-20'],
    ],
    ['dateOrDateTime', dateOrDateTime, ['2026-11-20', '2026-11-20T09:00:00'], ['2026-11', '2026-11-20T09:00:00Z']],
    ['timeZone', timeZone, ['Europe/Kyiv', 'UTC'], ['+02:00', 'Europe/Atlantis', 'FLE Standard Time']],
    ['timeDuration', timeDuration, ['PT0S', 'PT1H30M', 'PT90M'], ['P1D', 'PT', '-PT1H', 'PT12345678H']],
    ['dayDuration', dayDuration, ['P1D', 'P07D', 'P999999D'], ['P0D', 'P1W', 'PT24H', 'P1234567D']],
    ['email', email, ['a@example.com'], ['a', '']],
  ])('%s takes what is one and refuses what is none', (_, schema, good, bad) => {
    for (const text of good) expect([text, schema.safeParse(text).success]).toEqual([text, true]);
    for (const text of bad) expect([text, schema.safeParse(text).success]).toEqual([text, false]);
  });
});

describe('isHeld', () => {
  it.each([
    ['1600-12-31', false],
    ['1601-01-01', true],
    ['4500-12-31T23:59:59', true],
    ['4501-01-01T00:00:00', false],
    ['+012000-01-01T00:00:00', false],
    ['-000001-01-01T00:00:00', false],
  ])('%s: %s', (local, held) => {
    expect(isHeld(local)).toBe(held);
  });
});
