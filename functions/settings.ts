// The two connections of a company: its Exchange, with the connection test, and its sources.
import { z } from 'zod';
import type { ProbeReport } from '../shared/exchange/probe/probeReport.ts';
import { changeOf } from '../shared/links/decision.ts';
import type { SourceSettings } from '../shared/links/settings.ts';
import { unknownTypes } from '../shared/links/unknownTypes.ts';
import type { ProblemCode } from '../shared/problems.ts';
import { exchangeBody, exchangeSettings, exchangeView } from './forms/exchangeBody.ts';
import { rulesBody } from './forms/rulesBody.ts';
import { invalid, ok, problemView, type Reply, refused } from './http/answer.ts';
import { email, id, sourceParams } from './http/parameters.ts';
import { getResource, preconditionOf, putResource } from './http/preconditions.ts';
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

const entryType = z.strictObject({ id, name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long') });
const sourceBody = z
  .strictObject({
    kind: z.literal('entries'),
    entryTypes: z.array(entryType).min(1, 'must name at least one type').max(100, 'must name at most 100 types'),
    defaultType: z.string(),
    /** Of links that are switched on without rules of their own. */
    rules: rulesBody.exactOptional(),
  })
  .refine((body) => body.entryTypes.some((type) => type.id === body.defaultType), {
    path: ['defaultType'],
    message: 'must be the id of one of entryTypes',
  })
  .refine((body) => new Set(body.entryTypes.map((type) => type.id)).size === body.entryTypes.length, {
    path: ['entryTypes'],
    message: 'must name each id once',
  });

companyRoute({ name: 'listSources', method: 'GET', path: 'sources', action: 'source.read' }, async ({ app, company }) =>
  ok({ items: await app.directory.sources(company) }),
);

companyRoute(
  { name: 'getSource', method: 'GET', path: 'sources/{sourceId}', action: 'source.read', params: sourceParams },
  ({ app, company, params }) => getResource(app.directory.source(company, params.sourceId), sourceView),
);

companyRoute(
  {
    name: 'putSource',
    method: 'PUT',
    path: 'sources/{sourceId}',
    action: 'source.write',
    params: sourceParams,
    body: sourceBody,
  },
  async (call) => {
    const { app, company, params, body, header } = call;
    const errors = body.rules ? unknownTypes(body.rules, body.entryTypes, 'rules.') : [];
    if (errors.length > 0) return invalid(errors);
    const others = (await app.directory.sources(company)).filter((each) => each.source !== params.sourceId);
    if (others.length > 0) return refused('another-source');
    const reply = await putResource(app.directory.source(company, params.sourceId), preconditionOf(header), {
      value: () => ({ value: { source: params.sourceId, ...body } }),
      view: sourceView,
      decision: changeOf(call, 'sourceChanged'),
    });
    app.settingsChanged(company);
    return reply;
  },
);

const sourceView = ({ source: _, ...shown }: SourceSettings): object => shown;
