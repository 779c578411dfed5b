// A user's link is switched on and started, and somebody asks for a run. Switching off: cleanup.ts.
import { z } from 'zod';
import { startLink } from '../shared/links/link/startLink.ts';
import { switchOn } from '../shared/links/link/switchOn.ts';
import { type RequestedRun, readRequestedRun, requestRun } from '../shared/links/runs/requestRun.ts';
import { requestedRun } from './answers/link.ts';
import { stateOf } from './answers/parts.ts';
import { rulesBody } from './forms/rulesBody.ts';
import { type Refusal, type Reply, replyOf } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { calendarChoice, id, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

const switchOnBody = z.strictObject({
  pastDays: z
    .number()
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(36_500, 'must be at most 36500')
    .default(30),
  conflictPolicy: z.enum(['mailbox', 'source']).optional(),
  rules: rulesBody.optional(),
  source: id.optional(),
  calendar: calendarChoice.optional(),
});

/** `matchesConfirmed`: the person has seen the pairs of which a tag alone says that they are the same. */
const startBody = z.strictObject({ matchesConfirmed: z.boolean().optional() });

companyRoute(
  {
    name: 'switchOn',
    method: 'POST',
    path: 'users/{email}/switch-on',
    action: 'link.switch',
    summary: 'Switch on: both sides are read for a preview',
    answers: { 202: stateOf(['on', 'listing']) },
    params: userParams,
    body: switchOnBody,
  },
  async (call) => replyOf(202, await switchOn(call, { ...call.params, ...call.body })),
);

companyRoute(
  {
    name: 'start',
    method: 'POST',
    path: 'users/{email}/start',
    action: 'link.switch',
    summary: 'Start: allow writes',
    answers: { 202: stateOf(['on']) },
    params: userParams,
    body: startBody,
  },
  async (call) => replyOf(202, await startLink(call, { ...call.params, ...call.body })),
);

companyRoute(
  {
    name: 'run',
    method: 'POST',
    path: 'users/{email}/run',
    action: 'link.run',
    summary: 'Ask for a run now',
    answers: { 202: requestedRun },
    params: userParams,
  },
  async (call) => runReply(202, await requestRun(call, call.params)),
);

companyRoute(
  {
    name: 'getRun',
    method: 'GET',
    path: 'users/{email}/run',
    action: 'link.read',
    summary: 'When a run was asked for, and when it ran',
    answers: { 200: requestedRun },
    params: userParams,
  },
  async (call) => runReply(200, await readRequestedRun(call, call.params)),
);

const runReply = (status: number, answer: RequestedRun | Refusal): Reply =>
  'problem' in answer
    ? answer
    : {
        status,
        body: {
          askedAt: instantText(answer.askedAt),
          ...(answer.ranAt === undefined ? {} : { ranAt: instantText(answer.ranAt) }),
        },
      };
