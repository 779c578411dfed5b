// The two connections of a company: its Exchange, with the connection test, and its sources.
import { z } from 'zod';
import type { InCompany } from '../shared/links/acting.ts';
import { readExchange, saveExchange, testExchange } from '../shared/links/exchangeConnection.ts';
import { type ListedSource, listSources, readSource, saveSource } from '../shared/links/sources.ts';
import { exchangeBody, exchangeChange, exchangeView } from './forms/exchangeBody.ts';
import { parseSourceBody, sourceSettings, sourceView } from './forms/sourceBody.ts';
import { invalid, ok, type Reply } from './http/answer.ts';
import { email, sourceParams } from './http/parameters.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';
import { pollView } from './views/pollView.ts';
import { testView } from './views/testView.ts';

companyRoute({ name: 'getExchange', method: 'GET', path: 'exchange', action: 'exchange.read' }, async (call) =>
  storedReply(await readExchange(call), (settings) => exchangeView(settings, call.app.now())),
);

companyRoute(
  { name: 'putExchange', method: 'PUT', path: 'exchange', action: 'exchange.write', body: exchangeBody },
  async (call) => {
    const { app, body, header } = call;
    const saved = await saveExchange(call, exchangeChange(body, preconditionOf(header)));
    return savedReply(saved, (settings) => exchangeView(settings, app.now()));
  },
);

const exchangeTest = z.strictObject({
  mailbox: email.optional(),
  write: z.boolean().optional(),
  /** A mailbox that has to be refused. */
  outsider: email.optional(),
});

companyRoute(
  { name: 'testExchange', method: 'POST', path: 'exchange/test', action: 'exchange.test', body: exchangeTest },
  (call) => testReply(call, call.body),
);

companyRoute(
  { name: 'testNextExchange', method: 'POST', path: 'exchange/next/test', action: 'exchange.test', body: exchangeTest },
  (call) => testReply(call, { ...call.body, next: true }),
);

async function testReply(scope: InCompany, test: Parameters<typeof testExchange>[1]): Promise<Reply> {
  const report = await testExchange(scope, test);
  if ('problem' in report) return report;
  return ok(testView(report));
}

/** The fields depend on the application that `kind` names: parseSourceBody reads them. */
const anyObject = z.record(z.string(), z.unknown(), 'must be an object');

companyRoute({ name: 'listSources', method: 'GET', path: 'sources', action: 'source.read' }, async (call) => {
  const listed = await listSources(call);
  return ok({ items: listed.map((each) => ({ source: each.settings.source, ...listedView(each, call.by) })) });
});

companyRoute(
  { name: 'getSource', method: 'GET', path: 'sources/{sourceId}', action: 'source.read', params: sourceParams },
  async (call) => storedReply(await readSource(call, call.params.sourceId), (listed) => listedView(listed, call.by)),
);

companyRoute(
  {
    name: 'putSource',
    method: 'PUT',
    path: 'sources/{sourceId}',
    action: 'source.write',
    params: sourceParams,
    body: anyObject,
  },
  async (call) => {
    const source = call.params.sourceId;
    const body = parseSourceBody(call.app.applications, call.body);
    if ('errors' in body) return invalid(body.errors);
    const saved = await saveSource(call, {
      source,
      precondition: preconditionOf(call.header),
      settings: (stored, seal) => {
        const settings = sourceSettings(source, body, { stored, seal });
        return 'field' in settings ? invalid([settings]) : { value: settings };
      },
    });
    return savedReply(saved, (settings) => sourceView(settings, true));
  },
);

/** A user of the company reads its sources too, but not how they are connected. PUT ignores `poll`. */
const listedView = ({ settings, state }: ListedSource, by: string): object => ({
  ...sourceView(settings, by === 'company'),
  ...pollView(state),
});
