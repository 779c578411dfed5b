// The list of routes.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { describedRoutes, describeRoute } from '../../../functions/http/described.ts';

it('keeps the routes in the order in which they were registered', () => {
  const route = { method: 'GET', action: 'user.read', summary: 'One user', answers: { 200: z.object({}) } } as const;
  describeRoute({ ...route, name: 'first', path: 'first' });
  describeRoute({ ...route, name: 'second', path: 'second' });
  expect(describedRoutes().map(({ name }) => name)).toEqual(['first', 'second']);
});
