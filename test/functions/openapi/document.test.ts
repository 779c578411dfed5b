// The description of made-up routes.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '../../../functions/openapi/document.ts';

const document = openApiDocument([
  {
    name: 'getUser',
    method: 'GET',
    path: 'users/{email}',
    action: 'user.read',
    summary: 'One user',
    answers: { 200: z.strictObject({ name: z.string() }) },
    params: z.object({ email: z.string() }),
  },
  {
    name: 'putUser',
    method: 'PUT',
    path: 'users/{email}',
    action: 'user.write',
    summary: 'Change a user',
    answers: { 204: 'nothing' },
    params: z.object({ email: z.string() }),
    body: z.record(z.string(), z.unknown()),
    shownBody: z.strictObject({ name: z.string() }),
  },
]);

it('one path has the operations of all its methods, with the roles that may call them', () => {
  expect(document).toMatchObject({
    paths: {
      '/users/{email}': {
        get: { operationId: 'getUser', tags: ['users'], description: 'Roles: company, user (own).' },
        put: { operationId: 'putUser', description: 'Roles: company.' },
      },
    },
  });
});

it('a body that is parsed in two steps is shown with its fields', () => {
  expect(document).toHaveProperty(
    ['paths', '/users/{email}', 'put', 'requestBody', 'content', 'application/json', 'schema', 'required'],
    ['name'],
  );
});

it('a refusal is a problem, and an answer without a body has no content', () => {
  expect(document).toHaveProperty(['paths', '/users/{email}', 'put', 'responses', '204'], {
    description: 'No content',
  });
  expect(document).toHaveProperty(
    ['paths', '/users/{email}', 'get', 'responses', 'default', 'content', 'application/problem+json', 'schema', '$ref'],
    '#/components/schemas/ProblemDetails',
  );
});
