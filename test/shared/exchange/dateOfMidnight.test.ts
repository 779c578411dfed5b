import { describe, expect, it } from 'vitest';
import { dateOfMidnight } from '../../../shared/exchange/dateOfMidnight.ts';

describe('dateOfMidnight', () => {
  it.each([
    ['Pacific/Auckland', '2026-11-30T11:00:00Z'],
    ['America/Los_Angeles', '2026-12-01T08:00:00Z'],
    ['Asia/Kathmandu', '2026-11-30T18:15:00Z'],
  ])('in %s it is the day that begins there', (timeZone, midnight) => {
    expect(dateOfMidnight(Date.parse(midnight), timeZone)).toBe('2026-12-01');
  });
});
