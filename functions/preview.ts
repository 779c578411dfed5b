// The preview of a first run.

import { listTagMatches } from '../shared/links/pairs/tagMatches.ts';
import { EXPANDED } from '../shared/links/pairs/verdictWords.ts';
import { type Preview, readPreview } from '../shared/links/status/preview.ts';
import { problemOf } from '../shared/problems.ts';
import { preview, tagMatches } from './answers/link.ts';
import { ok, replyOf } from './http/answer.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'getPreview',
    method: 'GET',
    path: 'users/{email}/preview',
    action: 'link.read',
    summary: 'The changes that the first run would make',
    answers: { 200: preview },
    params: userParams,
    query: page(500),
  },
  async (call) => {
    const preview = await readPreview(call, { ...call.params, ...call.query });
    return 'problem' in preview ? preview : ok({ ...preview, leftOut: preview.leftOut.map(leftOutView) });
  },
);

companyRoute(
  {
    name: 'listTagMatches',
    method: 'GET',
    path: 'users/{email}/preview/matches',
    action: 'link.read',
    summary: 'The pairs that our tag brought together, with both titles',
    answers: { 200: tagMatches },
    params: userParams,
    query: page(500),
  },
  async (call) => replyOf(200, await listTagMatches(call, { ...call.params, ...call.query })),
);

const leftOutView = (item: Preview['leftOut'][number]): object => ({
  ...item,
  sentence: item.expanded ? EXPANDED.sentence : problemOf(item.reason).sentence,
});
