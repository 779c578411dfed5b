// The connection that is prepared beside the one in use.
import { dropNextExchange, readNextExchange, saveNextExchange } from '../shared/links/connections/nextExchange.ts';
import { exchangeBody, exchangeChange, exchangeView } from './forms/exchangeBody.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

const nextPath = 'exchange/next';

companyRoute({ name: 'getNextExchange', method: 'GET', path: nextPath, action: 'exchange.read' }, async (call) =>
  storedReply(await readNextExchange(call), (settings) => exchangeView(settings, call.app.now())),
);

companyRoute(
  { name: 'putNextExchange', method: 'PUT', path: nextPath, action: 'exchange.write', body: exchangeBody },
  async (call) => {
    const { app, body, header } = call;
    const saved = await saveNextExchange(call, exchangeChange(body, preconditionOf(header)));
    return savedReply(saved, (settings) => exchangeView(settings, app.now()));
  },
);

companyRoute(
  { name: 'deleteNextExchange', method: 'DELETE', path: nextPath, action: 'exchange.write' },
  async (call) => (await dropNextExchange(call)) ?? { status: 204 },
);
