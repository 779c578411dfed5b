// The connection that is prepared beside the one in use: written, tested and granted while that goes on, then cut over to.

import { changeOf, decisionOf } from '../shared/links/decision.ts';
import { exchangeBody, exchangeSettings, exchangeView } from './forms/exchangeBody.ts';
import { invalid, refused } from './http/answer.ts';
import { getResource, preconditionOf, putResource } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

const nextPath = 'exchange/next';

companyRoute({ name: 'getNextExchange', method: 'GET', path: nextPath, action: 'exchange.read' }, ({ app, company }) =>
  getResource(app.directory.nextExchange(company), (settings) => exchangeView(settings, app.now())),
);

companyRoute(
  { name: 'putNextExchange', method: 'PUT', path: nextPath, action: 'exchange.write', body: exchangeBody },
  async (call) => {
    const { app, company, body, header } = call;
    if (!(await app.directory.exchange(company).get())) return refused('exchange-not-configured');
    return putResource(app.directory.nextExchange(company), preconditionOf(header), {
      value: (stored) => {
        const settings = exchangeSettings(body, stored, (secret) => app.sealPassword(company, secret));
        return 'field' in settings ? invalid([settings]) : { value: settings };
      },
      view: (settings) => exchangeView(settings, app.now()),
      decision: changeOf(call, 'nextExchangeChanged'),
    });
  },
);

companyRoute(
  { name: 'deleteNextExchange', method: 'DELETE', path: nextPath, action: 'exchange.write' },
  async (call) => {
    const { app, company } = call;
    const next = app.directory.nextExchange(company);
    const stored = await next.get();
    if (!stored) return refused('not-found');
    return (await next.remove(stored.etag, decisionOf(call, 'nextExchangeDropped')))
      ? { status: 204 }
      : refused('version-stale');
  },
);
