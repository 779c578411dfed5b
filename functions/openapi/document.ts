// The API as OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0), drawn from the routes and the schemas that parse their requests.
import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi';
import type { Role } from '../../shared/access/caller.ts';
import { PERMISSIONS } from '../../shared/access/roles.ts';
import type { AnswerBody, RouteDescription } from '../http/described.ts';
import { problemDetails } from './problemDetails.ts';

const ABOUT = `Lists come page by page: \`next\` is the \`cursor\` of the next page. Settings are answered with an ETag. PUT takes it as If-Match, and refuses a change of an older version with 412. docs/guides/developer.md explains the calls.`;

/** The document as plain data. */
export function openApiDocument(routes: readonly RouteDescription[]): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const path = `/${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'exchange-calendar-sync', version: '1', description: ABOUT },
    servers: [{ url: '/api' }],
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
    paths,
  });
}

function operation({
  name,
  path,
  action,
  summary,
  params,
  query,
  ...bodies
}: RouteDescription): ZodOpenApiOperationObject {
  const body = bodies.shownBody ?? bodies.body;
  const answers = Object.entries(bodies.answers).map(([status, answer]) => [status, response(answer)] as const);
  return {
    operationId: name,
    tags: [path.split('/')[0] ?? ''],
    summary,
    description: `Roles: ${rolesOf(action)}.`,
    requestParams: { ...(params ? { path: asObject(params) } : {}), ...(query ? { query: asObject(query) } : {}) },
    ...(body ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      ...Object.fromEntries(answers),
      default: {
        description: 'A problem of the catalogue (RFC 9457)',
        content: { 'application/problem+json': { schema: problemDetails } },
      },
    },
  };
}

function response(answer: AnswerBody): ZodOpenApiResponseObject {
  if (answer === 'nothing') return { description: 'No content' };
  if (answer === 'text') return { description: 'Text', content: { 'text/plain': {} } };
  return { description: 'JSON', content: { 'application/json': { schema: answer } } };
}

/** Parameters and queries of routes are objects. */
const asObject = (schema: z.ZodType): z.ZodObject => schema as z.ZodObject;

/** `user (own)`: a user only of the own link. */
function rolesOf(action: RouteDescription['action']): string {
  const permissions = Object.entries(PERMISSIONS[action]) as [Role, 'yes' | 'own' | 'no'][]; // a full table
  return permissions
    .filter(([, permission]) => permission !== 'no')
    .map(([role, permission]) => (permission === 'own' ? `${role} (own)` : role))
    .join(', ');
}
