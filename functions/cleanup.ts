// Switching off, and the count of what we made, which people look at before they decide to remove it.
import { z } from 'zod';
import { countCreated } from '../shared/links/link/countCreated.ts';
import { switchOff } from '../shared/links/link/switchOff.ts';
import { created } from './answers/link.ts';
import { stateOf } from './answers/parts.ts';
import { replyOf } from './http/answer.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'switchOff',
    method: 'POST',
    path: 'users/{email}/switch-off',
    action: 'link.switch',
    summary: 'Stop; our copies are kept, or removed',
    answers: { 200: stateOf(['off']), 202: stateOf(['removing']) },
    params: userParams,
    body: z.strictObject({ events: z.enum(['keep', 'remove']).default('keep') }),
  },
  async (call) => {
    const { email } = call.params;
    const answer = await switchOff(call, { email, events: call.body.events });
    return replyOf('state' in answer && answer.state === 'removing' ? 202 : 200, answer);
  },
);

companyRoute(
  {
    name: 'getCreated',
    method: 'GET',
    path: 'users/{email}/created',
    action: 'link.read',
    summary: 'The number of events and entries that we made',
    answers: { 200: created },
    params: userParams,
  },
  async (call) => replyOf(200, await countCreated(call, call.params)),
);
