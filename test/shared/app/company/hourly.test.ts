import { describe, expect, it } from 'vitest';
import { hourly } from '../../../../shared/app/company/hourly.ts';

describe('hourly', () => {
  it('is due at first, and once in each hour after that, for each company', () => {
    let now = 5;
    const isDue = hourly(() => now);
    expect([isDue('acme'), isDue('acme'), isDue('other')]).toEqual([true, false, true]);
    now += 3_600_000 - 1;
    expect(isDue('acme')).toBe(false);
    now += 1;
    expect([isDue('acme'), isDue('acme')]).toEqual([true, false]);
  });
});
