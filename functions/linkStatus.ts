// The status of one user's link.
import { z } from 'zod';
import { EXPANDED } from '../shared/links/pairs/verdictWords.ts';
import { type LinkStatus, type PairStatus, type RunStatus, readLinkStatus } from '../shared/links/status/linkStatus.ts';
import { linkStatus } from './answers/link.ts';
import { ok, problemSinceView, problemView } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';
import { notificationsView } from './views/notificationsView.ts';
import { pollView } from './views/pollView.ts';
import { remarksView } from './views/verdictView.ts';

const linkQuery = page(500).extend({ titles: z.enum(['true', 'false']).default('false') });

companyRoute(
  {
    name: 'getLink',
    method: 'GET',
    path: 'users/{email}/link',
    action: 'link.read',
    summary: 'The status of a link: state, problem, counts, pairs with their reasons',
    answers: { 200: linkStatus },
    params: userParams,
    query: linkQuery,
  },
  async (call) => {
    const { titles, ...page } = call.query;
    const status = await readLinkStatus(call, { ...call.params, ...page, titles: titles === 'true' });
    if ('problem' in status) return status;
    return ok('run' in status ? linkView(status) : status);
  },
);

function linkView({ endsAfter, run, poll, hold, notifications, cleanup, pairs, ...shown }: LinkStatus): object {
  const { shown: items, ...next } = pairs;
  return {
    ...shown,
    leftOutBefore: instantText(endsAfter),
    ...runView(run),
    ...pollView(poll),
    ...(hold ? { hold: { deletes: hold.deletes, since: instantText(hold.since) } } : {}),
    ...notificationsView(notifications),
    ...(cleanup ? { cleanup: { ...cleanup, since: instantText(cleanup.since) } } : {}),
    pairs: { items: items.map(pairView), ...next },
  };
}

const runView = ({ running, last, nextTry, problem }: RunStatus): object => ({
  running,
  ...(last === undefined ? {} : { lastRun: instantText(last) }),
  ...(nextTry === undefined ? {} : { nextTry: instantText(nextTry) }),
  ...(problem ? { problem: problemSinceView(problem) } : {}),
});

function pairView({ leftOut, remarks, problem, ...shown }: PairStatus): object {
  return {
    ...shown,
    ...(leftOut ? leftOutView(leftOut) : {}),
    ...remarksView(remarks),
    ...(problem ? { problem: problemSinceView(problem) } : {}),
  };
}

const leftOutView = ({ reason, rule, expanded }: NonNullable<PairStatus['leftOut']>): object => ({
  reason: { ...problemView({ code: reason }), ...(expanded ? EXPANDED : {}) },
  ...(rule === undefined ? {} : { rule }),
  ...(expanded ? { expanded } : {}),
});
