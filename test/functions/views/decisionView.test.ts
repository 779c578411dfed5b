// One page of a record of decisions.
import { expect, it } from 'vitest';
import { decisionsReply } from '../../../functions/views/decisionView.ts';

it('a decision has its time as text, and a page its cursor', () => {
  const shown = [{ at: Date.UTC(2026, 10, 20), by: 'company', what: 'started' }];
  expect(decisionsReply({ shown, next: '7' })).toEqual({
    status: 200,
    body: { items: [{ at: '2026-11-20T00:00:00.000Z', by: 'company', what: 'started' }], next: '7' },
  });
});
