// The connection of a company to Exchange, and its test.
import { z } from 'zod';
import type { InCompany } from '../shared/links/acting.ts';
import { readExchange, saveExchange, testExchange } from '../shared/links/connections/exchangeConnection.ts';
import { connectionTest, exchange } from './answers/company.ts';
import { exchangeBody, exchangeChange, exchangeView } from './forms/exchangeBody.ts';
import { ok, type Reply } from './http/answer.ts';
import { email } from './http/parameters.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';
import { testView } from './views/testView.ts';

companyRoute(
  {
    name: 'getExchange',
    method: 'GET',
    path: 'exchange',
    action: 'exchange.read',
    summary: 'The connection to Exchange, without its secrets',
    answers: { 200: exchange },
  },
  async (call) => storedReply(await readExchange(call), (settings) => exchangeView(settings, call.app.now())),
);

companyRoute(
  {
    name: 'putExchange',
    method: 'PUT',
    path: 'exchange',
    action: 'exchange.write',
    summary: 'Change the connection to Exchange; a secret that is left out stays',
    answers: { 200: exchange, 201: exchange },
    body: exchangeBody,
  },
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
  {
    name: 'testExchange',
    method: 'POST',
    path: 'exchange/test',
    action: 'exchange.test',
    summary: 'The connection test by steps',
    answers: { 200: connectionTest },
    body: exchangeTest,
  },
  (call) => testReply(call, call.body),
);

companyRoute(
  {
    name: 'testNextExchange',
    method: 'POST',
    path: 'exchange/next/test',
    action: 'exchange.test',
    summary: 'The connection test of the connection that is prepared',
    answers: { 200: connectionTest },
    body: exchangeTest,
  },
  (call) => testReply(call, { ...call.body, next: true }),
);

async function testReply(scope: InCompany, test: Parameters<typeof testExchange>[1]): Promise<Reply> {
  const report = await testExchange(scope, test);
  if ('problem' in report) return report;
  return ok(testView(report));
}
