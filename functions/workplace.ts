// The answers of a company's business application: its connection test and its entry types.

import { refreshPeople } from '../shared/links/company/people.ts';
import { listEntryTypes, testSource, type WorkplaceType } from '../shared/links/connections/sources.ts';
import { pageOf, readPage } from '../shared/links/page.ts';
import { connectionTest, entryTypes, people } from './answers/company.ts';
import { ok, pageReply, refused, replyOf } from './http/answer.ts';
import { page, sourceParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';
import { testView } from './views/testView.ts';

companyRoute(
  {
    name: 'testSource',
    method: 'POST',
    path: 'sources/{sourceId}/test',
    action: 'source.test',
    summary: 'The connection test of the application by steps',
    answers: { 200: connectionTest },
    params: sourceParams,
  },
  async (call) => {
    const report = await testSource(call, call.params.sourceId);
    if (!report) return refused('not-of-this-source');
    return 'problem' in report ? report : ok(testView(report));
  },
);

companyRoute(
  {
    name: 'refreshPeople',
    method: 'POST',
    path: 'sources/{sourceId}/people',
    action: 'user.write',
    summary: 'Read the people of the application now',
    answers: { 200: people },
    params: sourceParams,
  },
  async (call) => {
    const { app, company, params } = call;
    const report = await refreshPeople(app, { company, source: params.sourceId });
    return report ? replyOf(200, report) : refused('not-of-this-source');
  },
);

companyRoute(
  {
    name: 'listEntryTypes',
    method: 'GET',
    path: 'sources/{sourceId}/entry-types',
    action: 'source.test',
    summary: 'The entry types that the application has now',
    answers: { 200: entryTypes },
    params: sourceParams,
    query: page(500),
  },
  async (call) => {
    const types = await listEntryTypes(call, call.params.sourceId);
    if (!types) return refused('not-of-this-source');
    if ('problem' in types) return types;
    const nameOf = ({ id }: WorkplaceType): string => id;
    const part = await readPage(pageOf(types, call.query, nameOf), { nameOf, read: async (some) => some });
    return 'problem' in part ? part : pageReply(part);
  },
);
