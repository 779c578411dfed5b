// The connection that is prepared beside the one in use.
import { dropNextExchange, readNextExchange, saveNextExchange } from '../shared/links/connections/nextExchange.ts';
import { exchange } from './answers/company.ts';
import { exchangeBody, exchangeChange, exchangeView } from './forms/exchangeBody.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

const nextPath = 'exchange/next';

companyRoute(
  {
    name: 'getNextExchange',
    method: 'GET',
    path: nextPath,
    action: 'exchange.read',
    summary: 'The connection that is prepared beside the one in use',
    answers: { 200: exchange },
  },
  async (call) => storedReply(await readNextExchange(call), (settings) => exchangeView(settings, call.app.now())),
);

companyRoute(
  {
    name: 'putNextExchange',
    method: 'PUT',
    path: nextPath,
    action: 'exchange.write',
    summary: 'Prepare another connection beside the one in use',
    answers: { 200: exchange, 201: exchange },
    body: exchangeBody,
  },
  async (call) => {
    const { app, body, header } = call;
    const saved = await saveNextExchange(call, exchangeChange(body, preconditionOf(header)));
    return savedReply(saved, (settings) => exchangeView(settings, app.now()));
  },
);

companyRoute(
  {
    name: 'deleteNextExchange',
    method: 'DELETE',
    path: nextPath,
    action: 'exchange.write',
    summary: 'Drop the connection that is prepared',
    answers: { 204: 'nothing' },
  },
  async (call) => (await dropNextExchange(call)) ?? { status: 204 },
);
