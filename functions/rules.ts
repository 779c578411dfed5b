// The rules of a user's link.
import { changeRules, readRules } from '../shared/links/link/linkRules.ts';
import { rulesBody } from './forms/rulesBody.ts';
import { replyOf } from './http/answer.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'getRules',
    method: 'GET',
    path: 'users/{email}/rules',
    action: 'link.read',
    summary: 'The rules of a link',
    answers: { 200: rulesBody },
    params: userParams,
  },
  async (call) => replyOf(200, await readRules(call, call.params)),
);

companyRoute(
  {
    name: 'putRules',
    method: 'PUT',
    path: 'users/{email}/rules',
    action: 'link.switch',
    summary: 'Change the rules of a link',
    answers: { 202: rulesBody },
    params: userParams,
    body: rulesBody,
  },
  async (call) => replyOf(202, await changeRules(call, { ...call.params, rules: call.body })),
);
