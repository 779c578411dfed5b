// The links that have runs.
import { expect, it } from 'vitest';
import { hasRuns } from '../../../../shared/app/company/hasRuns.ts';

it('a link has runs while it is on, and while its items are being removed', () => {
  expect(hasRuns({ on: true })).toBe(true);
  expect(hasRuns({ on: false, removing: true })).toBe(true);
  expect(hasRuns({ on: false })).toBe(false);
});
