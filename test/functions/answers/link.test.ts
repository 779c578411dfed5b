// The promises about a link.
import { expect, it } from 'vitest';
import { linkStatus, preview } from '../../../functions/answers/link.ts';

it('a user who never switched on has a state alone, and it is off', () => {
  expect(linkStatus.safeParse({ state: 'off' }).success).toBe(true);
  expect(linkStatus.safeParse({ state: 'on' }).success).toBe(false);
});

it('a preview names every count, so that nobody starts without one', () => {
  expect(preview.safeParse({ ready: true, leftOut: [] }).success).toBe(false);
});
