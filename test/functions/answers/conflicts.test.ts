// The promises about deletes that wait, losing values and verdicts.
import { expect, it } from 'vitest';
import { explanation, linkHold } from '../../../functions/answers/conflicts.ts';

it('where nothing waits, a hold has its count and no reason', () => {
  expect(linkHold.safeParse({ deletes: 0, items: [] }).success).toBe(true);
  expect(linkHold.safeParse({ items: [] }).success).toBe(false);
});

it('a verdict has its words', () => {
  const item = { verdict: 'notHere', sentence: 'Nothing matches.', action: 'Ask otherwise.' };
  expect(explanation.safeParse({ items: [item], complete: true }).success).toBe(true);
  expect(explanation.safeParse({ items: [{ verdict: 'notHere' }], complete: true }).success).toBe(false);
});
