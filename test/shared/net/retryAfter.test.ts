import { describe, expect, it } from 'vitest';
import { pauseAskedBy, retryAtOf } from '../../../shared/net/retryAfter.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

describe('retryAtOf', () => {
  it.each([
    [undefined, undefined],
    ['30', NOW + 30_000],
    [new Date(NOW + 90_000).toUTCString(), NOW + 90_000],
    [new Date(NOW - 90_000).toUTCString(), NOW],
    ['soon', undefined],
    ['', undefined],
    // At most an hour, however far away the time is and however it is written.
    ['3600', NOW + 3_600_000],
    ['3601', NOW + 3_600_000],
    ['99999999', NOW + 3_600_000],
    ['9'.repeat(400), NOW + 3_600_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', NOW + 3_600_000],
    [new Date(NOW + 3_600_000).toUTCString(), NOW + 3_600_000],
  ])('%s', (header, expected) => {
    expect(retryAtOf(header, NOW)).toBe(expected);
  });
});

describe('pauseAskedBy', () => {
  const pause = (status: number, retryAfter?: string) => pauseAskedBy({ status, retryAfter }, NOW);

  it('429 asks for a pause: for as long as it says, else for a minute', () => {
    expect([pause(429, '5'), pause(429), pause(429, 'soon')]).toEqual([NOW + 5_000, NOW + 60_000, NOW + 60_000]);
  });

  it('503 asks for one only where it says how long', () => {
    expect([pause(503, '5'), pause(503), pause(503, 'soon')]).toEqual([NOW + 5_000, undefined, undefined]);
  });

  it('no other status does, whatever its headers say', () => {
    for (const status of [200, 202, 301, 401, 403, 404, 500, 502, 504]) expect(pause(status, '5')).toBeUndefined();
  });
});
