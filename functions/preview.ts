// The preview of a first run: what it would create on each side, and what it leaves out and why.

import { linkThatIsOn } from '../shared/links/findLink.ts';
import { linkStateOf, previewOf, readLinkFacts } from '../shared/links/linkFacts.ts';
import { readTitles } from '../shared/links/titles.ts';
import { problemOf } from '../shared/problems.ts';
import { refused } from './http/answer.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';
import { EXPANDED } from './views/verdictView.ts';

companyRoute(
  {
    name: 'getPreview',
    method: 'GET',
    path: 'users/{email}/preview',
    action: 'link.read',
    params: userParams,
    query: page(500),
  },
  async ({ app, company, params, query }) => {
    const found = await linkThatIsOn(app, company, params.email);
    if ('problem' in found) return found;
    const { link } = found.settings.value;
    const facts = await readLinkFacts(app.directory.linkStore(company, link));
    const { leftOut, ...counts } = previewOf(facts.pairs);
    const rest = leftOut.filter((half) => query.cursor === undefined || half.pair > query.cursor);
    const shown = rest.slice(0, query.limit);
    const context = shown.length > 0 ? await app.linkContext(company, link) : undefined;
    if (typeof context === 'string') return refused(context);
    const titles = context ? await readTitles(context, shown) : [];
    const next = rest.length > shown.length ? shown.at(-1)?.pair : undefined;
    return {
      status: 200,
      body: {
        ready: linkStateOf(facts) !== 'listing',
        ...counts,
        leftOutCount: leftOut.length,
        leftOut: shown.map(({ side, reason, rule, expanded }, index) => ({
          side,
          ...(titles[index] === undefined ? {} : { title: titles[index] }),
          reason,
          ...(rule === undefined ? {} : { rule }),
          ...(expanded ? { expanded } : {}),
          sentence: expanded ? EXPANDED.sentence : problemOf(reason).sentence,
        })),
        ...(next === undefined ? {} : { next }),
      },
    };
  },
);
