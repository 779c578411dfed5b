// Deletes that wait for a person: of one user by title, of a company by user, and the decision about them.
import { z } from 'zod';
import { decideHolds, listHolds } from '../shared/links/holds/companyHolds.ts';
import { decideHold } from '../shared/links/holds/decideHold.ts';
import type { Hold } from '../shared/links/holds/holdOf.ts';
import { readHold } from '../shared/links/holds/readHold.ts';
import { pageOf } from '../shared/links/page.ts';
import { companyHolds, holdDecided, holdsDecided, linkHold } from './answers/conflicts.ts';
import { ok, replyOf } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'getHold',
    method: 'GET',
    path: 'users/{email}/hold',
    action: 'link.read',
    summary: 'The deletes that wait, by name',
    answers: { 200: linkHold },
    params: userParams,
    query: page(200),
  },
  async (call) => {
    const answer = await readHold(call, { ...call.params, ...call.query });
    if ('problem' in answer) return answer;
    const { hold, ...items } = answer;
    return ok({ ...(hold ? holdView(hold) : { deletes: 0 }), ...items });
  },
);

const holdView = ({ since, ...hold }: Hold): object => ({ ...hold, since: instantText(since) });

const decision = z.enum(['release', 'discard']);

companyRoute(
  {
    name: 'decideHold',
    method: 'POST',
    path: 'users/{email}/hold',
    action: 'link.decideHold',
    summary: 'Release or discard the deletes that wait',
    answers: { 202: holdDecided },
    params: userParams,
    body: z.strictObject({ decision }),
  },
  async (call) => replyOf(202, await decideHold(call, { ...call.params, ...call.body })),
);

companyRoute(
  {
    name: 'listHolds',
    method: 'GET',
    path: 'holds',
    action: 'hold.list',
    summary: 'The users whose deletes wait',
    answers: { 200: companyHolds },
    query: page(500),
  },
  async (call) => {
    const { items, ...counts } = await listHolds(call);
    const { shown, ...next } = pageOf(items, call.query, ({ email }) => email);
    return ok({ ...counts, items: shown.map(({ email, ...hold }) => ({ email, ...holdView(hold) })), ...next });
  },
);

companyRoute(
  {
    name: 'decideHolds',
    method: 'POST',
    path: 'holds',
    action: 'hold.decide',
    summary: 'Release or discard all deletes that wait',
    answers: { 202: holdsDecided },
    /** The counts as GET answered them. */
    body: z.strictObject({ decision, links: z.number().int(), deletes: z.number().int() }),
  },
  async (call) => replyOf(202, await decideHolds(call, call.body)),
);
