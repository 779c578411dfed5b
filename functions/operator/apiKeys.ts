// The operator makes, lists, replaces and revokes API keys.
import { z } from 'zod';
import { KEY_ROLES } from '../../shared/access/apiKeys.ts';
import {
  listApiKeys,
  type MadeKey,
  makeApiKey,
  replaceApiKey,
  revokeApiKey,
} from '../../shared/links/operator/apiKeys.ts';
import { pageOfRecord } from '../../shared/links/page.ts';
import { apiKeys, madeKey, replacedKey } from '../answers/operator.ts';
import { pageReply } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';
import { id, page } from '../http/parameters.ts';
import { operatorRoute } from '../http/route.ts';

const params = z.object({ keyId: z.string().regex(/^[\w-]{16}$/, 'must be the id of a key') });

const wanted = z
  .strictObject({
    name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long'),
    role: z.enum(KEY_ROLES, `must be one of: ${KEY_ROLES.join(', ')}`),
    company: id.optional(),
  })
  .refine(({ role, company }) => (role === 'operator') === (company === undefined), {
    path: ['company'],
    message: 'must be given for the roles entries and company, and only for them',
  });

operatorRoute(
  {
    name: 'makeApiKey',
    method: 'POST',
    path: 'api-keys',
    action: 'apiKey.manage',
    summary: 'A new API key; its text is answered only here',
    answers: { 201: madeKey },
    body: wanted,
  },
  async ({ app, body }) => {
    const made = await makeApiKey(app, body);
    return 'problem' in made ? made : { status: 201, body: madeView(made) };
  },
);

operatorRoute(
  {
    name: 'listApiKeys',
    method: 'GET',
    path: 'api-keys',
    action: 'apiKey.manage',
    summary: 'The API keys of one company, or all',
    answers: { 200: apiKeys },
    query: page(500).extend({ company: id.optional() }),
  },
  async ({ app, query }) => {
    // The newest first, so that the list only grows before its cursor.
    const keys = (await listApiKeys(app, query.company)).toReversed();
    const { shown, ...next } = pageOfRecord(keys, query);
    return pageReply({ shown: shown.map(keyView), ...next });
  },
);

/** Three months are the longest time in which two keys stand for one. */
const overlap = z.strictObject({
  hours: z
    .number()
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(2160, 'must be at most 2160')
    .default(24),
});

operatorRoute(
  {
    name: 'replaceApiKey',
    method: 'POST',
    path: 'api-keys/{keyId}/replace',
    action: 'apiKey.manage',
    summary: 'A new key for the same purpose; the former one ends later',
    answers: { 201: replacedKey },
    params,
    body: overlap,
  },
  async ({ app, params, body }) => {
    const made = await replaceApiKey(app, { id: params.keyId, ...body });
    if ('problem' in made) return made;
    return { status: 201, body: { ...madeView(made), formerEndsAt: instantText(made.formerEndsAt) } };
  },
);

operatorRoute(
  {
    name: 'revokeApiKey',
    method: 'DELETE',
    path: 'api-keys/{keyId}',
    action: 'apiKey.manage',
    summary: 'Revoke an API key at once',
    answers: { 204: 'nothing' },
    params,
  },
  async ({ app, params }) => (await revokeApiKey(app, params.keyId)) ?? { status: 204 },
);

/** The only answer that holds the key itself. */
const madeView = ({ key, stored }: MadeKey): object => ({ ...keyView(stored), key });

function keyView({ createdAt, endsAt, ...shown }: MadeKey['stored']): object {
  return {
    ...shown,
    createdAt: instantText(createdAt),
    ...(endsAt === undefined ? {} : { endsAt: instantText(endsAt) }),
  };
}
