// The parts of answers.
import { expect, it } from 'vitest';
import { count, listOf, problem, stateOf } from '../../../functions/answers/parts.ts';

it('a page has its items and at most a cursor', () => {
  const page = listOf(count);
  expect(page.safeParse({ items: [1], next: '1' }).success).toBe(true);
  expect(page.safeParse({ items: [1], total: 9 }).success).toBe(false);
  expect(page.safeParse({ items: [-1] }).success).toBe(false);
});

it('a problem says what happened, what to do and who can', () => {
  expect(Object.keys(problem.shape)).toEqual(['code', 'sentence', 'action', 'who', 'detail', 'field']);
});

it('an action ends in one of its states', () => {
  expect(stateOf(['on', 'listing']).safeParse({ state: 'off' }).success).toBe(false);
});
