// A user's link is matched anew.
import { rematch } from '../shared/links/link/rematch.ts';
import { stateOf } from './answers/parts.ts';
import { replyOf } from './http/answer.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'rematch',
    method: 'POST',
    path: 'users/{email}/rematch',
    action: 'link.switch',
    summary: 'Forget the pairs, list both sides and match anew',
    answers: { 202: stateOf(['listing']) },
    params: userParams,
  },
  async (call) => replyOf(202, await rematch(call, call.params)),
);
