// Users of a company: an address that both systems know, and a name.
import { z } from 'zod';
import type { LinkSettings, User } from '../shared/state/directory.ts';
import { ok } from './http/answer.ts';
import { userParams } from './http/parameters.ts';
import { getResource, preconditionOf, putResource } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

companyRoute({ name: 'listUsers', method: 'GET', path: 'users', action: 'user.list' }, async ({ app, company }) => {
  const [users, links] = await Promise.all([app.directory.users(company), app.directory.links(company)]);
  const byLink = new Map(links.map((link) => [link.link, link]));
  return ok({
    items: users.map((user) => ({
      email: user.email,
      name: user.name,
      synchronisation: stageOf(byLink.get(user.user)),
    })),
  });
});

companyRoute(
  { name: 'getUser', method: 'GET', path: 'users/{email}', action: 'user.read', params: userParams },
  ({ app, company, params }) => getResource(app.directory.user(company, params.email), userView),
);

const userBody = z.strictObject({ name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long') });

companyRoute(
  { name: 'putUser', method: 'PUT', path: 'users/{email}', action: 'user.write', params: userParams, body: userBody },
  ({ app, company, params, body, header }) =>
    putResource(app.directory.user(company, params.email), preconditionOf(header), {
      value: (stored) => ({ value: { user: stored?.user ?? app.newId(), email: params.email, name: body.name } }),
      view: userView,
    }),
);

/** What PUT takes. */
const userView = ({ name }: User) => ({ name });

const stageOf = (link: LinkSettings | undefined): 'off' | 'preview' | 'on' => {
  if (!link?.on) return 'off';
  return link.started ? 'on' : 'preview';
};
