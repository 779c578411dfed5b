// The two connections of a company: its Exchange, with the connection test, and its sources.
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import type { SourceState } from '../shared/app/sourceState.ts';
import type { ProbeReport } from '../shared/exchange/probe/probeReport.ts';
import { changeOf } from '../shared/links/decision.ts';
import type { SourceSettings } from '../shared/links/settings.ts';
import type { ProblemCode } from '../shared/problems.ts';
import { exchangeBody, exchangeSettings, exchangeView } from './forms/exchangeBody.ts';
import { parseSourceBody, sourceSettings, sourceView } from './forms/sourceBody.ts';
import { invalid, ok, problemView, type Reply, refused } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { email, sourceParams } from './http/parameters.ts';
import { etagOf, getResource, preconditionOf, putResource } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

companyRoute({ name: 'getExchange', method: 'GET', path: 'exchange', action: 'exchange.read' }, ({ app, company }) =>
  getResource(app.directory.exchange(company), (settings) => exchangeView(settings, app.now())),
);

companyRoute(
  { name: 'putExchange', method: 'PUT', path: 'exchange', action: 'exchange.write', body: exchangeBody },
  async (call) => {
    const { app, company, body, header } = call;
    const reply = await putResource(app.directory.exchange(company), preconditionOf(header), {
      value: (stored) => {
        const settings = exchangeSettings(body, stored, (secret) => app.sealPassword(company, secret));
        return 'field' in settings ? invalid([settings]) : { value: settings };
      },
      view: (settings) => exchangeView(settings, app.now()),
      decision: changeOf(call, 'exchangeChanged'),
    });
    app.settingsChanged(company);
    return reply;
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
  async ({ app, company, body }) => reportView(await app.testExchange(company, body)),
);

companyRoute(
  { name: 'testNextExchange', method: 'POST', path: 'exchange/next/test', action: 'exchange.test', body: exchangeTest },
  async ({ app, company, body }) => reportView(await app.testExchange(company, { ...body, next: true })),
);

function reportView(report: ProbeReport | ProblemCode): Reply {
  if (typeof report === 'string') return refused(report);
  const steps = report.steps.map(({ problem, ...step }) => ({
    ...step,
    ...(problem ? { problem: problemView({ code: problem }) } : {}),
  }));
  return ok({ ok: report.ok, steps });
}

/** The fields depend on the application that `kind` names: parseSourceBody reads them. */
const anyObject = z.record(z.string(), z.unknown(), 'must be an object');

companyRoute(
  { name: 'listSources', method: 'GET', path: 'sources', action: 'source.read' },
  async ({ app, company, by }) => {
    const items: object[] = [];
    for (const settings of await app.directory.sources(company)) {
      items.push({ source: settings.source, ...(await shownSource({ app, company, by }, settings)) });
    }
    return ok({ items });
  },
);

companyRoute(
  { name: 'getSource', method: 'GET', path: 'sources/{sourceId}', action: 'source.read', params: sourceParams },
  async ({ app, company, params, by }) => {
    const stored = await app.directory.source(company, params.sourceId).get();
    if (!stored) return refused('not-found');
    const body = await shownSource({ app, company, by }, stored.value);
    return { status: 200, body, etag: etagOf(stored.etag) };
  },
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
    const { app, company, params, header } = call;
    const { sourceId } = params;
    const body = parseSourceBody(app.applications, call.body);
    if ('errors' in body) return invalid(body.errors);
    const others = (await app.directory.sources(company)).filter((each) => each.source !== sourceId);
    if (others.length > 0) return refused('another-source');
    const seal = (secret: string) => app.sealSourceSecret(company, sourceId, secret);
    const reply = await putResource(app.directory.source(company, sourceId), preconditionOf(header), {
      value: (stored) => {
        const settings = sourceSettings(sourceId, body, { stored, seal });
        return 'field' in settings ? invalid([settings]) : { value: settings };
      },
      view: (settings) => sourceView(settings, true),
      decision: changeOf(call, 'sourceChanged'),
    });
    app.settingsChanged(company);
    return reply;
  },
);

/** A user of the company reads its sources too, but not how they are connected. */
async function shownSource(
  { app, company, by }: { readonly app: App; readonly company: string; readonly by: string },
  settings: SourceSettings,
): Promise<object> {
  const state = await app.sourceState(company, settings);
  return { ...sourceView(settings, by === 'company'), ...pollView(state) };
}

/** `poll` stands there only while something is wrong; PUT ignores it. */
function pollView({ problem, nextTry }: SourceState): object {
  if (!problem) return {};
  const since = problem.at === undefined ? {} : { since: instantText(problem.at) };
  const next = nextTry === undefined ? {} : { nextTry: instantText(nextTry) };
  return { poll: { problem: { ...problemView(problem), ...since }, ...next } };
}
