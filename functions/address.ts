// A user's address changes.
import { z } from 'zod';
import { changeAddress } from '../shared/links/link/changeAddress.ts';
import { movedUser } from './answers/company.ts';
import { replyOf } from './http/answer.ts';
import { email, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'changeAddress',
    method: 'POST',
    path: 'users/{email}/address',
    action: 'user.write',
    summary: 'The same user under another address',
    answers: { 200: movedUser },
    params: userParams,
    body: z.strictObject({ email }),
  },
  async (call) => replyOf(200, await changeAddress(call, { from: call.params.email, to: call.body.email })),
);
