// Users of a company.
import { z } from 'zod';
import { listUsers, readUser, saveUser } from '../shared/links/company/users.ts';
import { pageOf } from '../shared/links/page.ts';
import { user, users } from './answers/company.ts';
import { pageReply } from './http/answer.ts';
import { page, userParams } from './http/parameters.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'listUsers',
    method: 'GET',
    path: 'users',
    action: 'user.list',
    summary: 'All users, each with its state',
    answers: { 200: users },
    query: page(500),
  },
  async (call) => pageReply(pageOf(await listUsers(call), call.query, ({ email }) => email)),
);

companyRoute(
  {
    name: 'getUser',
    method: 'GET',
    path: 'users/{email}',
    action: 'user.read',
    summary: 'One user',
    answers: { 200: user },
    params: userParams,
  },
  async (call) => storedReply(await readUser(call, call.params.email), userView),
);

const userBody = z.strictObject({ name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long') });

companyRoute(
  {
    name: 'putUser',
    method: 'PUT',
    path: 'users/{email}',
    action: 'user.write',
    summary: 'Make or rename a user',
    answers: { 200: user, 201: user },
    params: userParams,
    body: userBody,
  },
  async (call) => {
    const precondition = preconditionOf(call.header);
    return savedReply(await saveUser(call, { ...call.params, ...call.body, precondition }), userView);
  },
);

/** The fields that PUT takes. */
const userView = ({ name }: { readonly name: string }) => ({ name });
