// What an administrator of Exchange runs for this company's connection, with its ids filled in, as text to be read and
// pasted.
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import { cloudOfLogin, commandsFor, type Identity } from '../shared/exchange/commands/commands.ts';
import type { ProblemCode } from '../shared/problems.ts';
import type { ExchangeSettings } from '../shared/state/directory.ts';
import { type Reply, refused } from './http/answer.ts';
import { email } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

const commandsQuery = z.object({
  /** Whose direct members are synchronised. */
  group: z.string().trim().min(1, 'must not be empty').max(200, 'is too long').default('Calendar synchronisation'),
  /** One of them; without it, the test mailbox. */
  mailbox: email.optional(),
});

companyRoute(
  {
    name: 'getExchangeCommands',
    method: 'GET',
    path: 'exchange/commands',
    action: 'exchange.read',
    query: commandsQuery,
  },
  async ({ app, company, query }) => {
    const stored = await app.directory.exchange(company).get();
    return stored ? commandsOf(app, company, stored.value, query) : refused('exchange-not-configured');
  },
);

// Rights are limited before the cut-over, not after it.
companyRoute(
  {
    name: 'getNextExchangeCommands',
    method: 'GET',
    path: 'exchange/next/commands',
    action: 'exchange.read',
    query: commandsQuery,
  },
  async ({ app, company, query }) => {
    const stored = await app.directory.nextExchange(company).get();
    return stored ? commandsOf(app, company, stored.value, query) : refused('next-exchange-missing');
  },
);

async function commandsOf(
  app: App,
  company: string,
  settings: ExchangeSettings,
  { group, mailbox = settings.testMailbox }: z.output<typeof commandsQuery>,
): Promise<Reply> {
  const identity = await identityOf(app, company, settings);
  if (typeof identity === 'string') return refused(identity);
  const ewsUrl = settings.kind === 'ews' ? settings.url : undefined;
  return { status: 200, text: commandsFor({ identity, group, mailbox, ewsUrl }) };
}

async function identityOf(app: App, company: string, settings: ExchangeSettings): Promise<Identity | ProblemCode> {
  if (settings.kind === 'graph') {
    const found = await app.graphApplication(company, settings);
    return typeof found === 'string' ? found : { kind: 'application', api: 'graph', cloud: settings.cloud, ...found };
  }
  const { signIn, access } = settings;
  if (signIn.method !== 'oauth') return { kind: 'account', account: signIn.account, access };
  const { tenant, clientId, loginUrl } = signIn;
  return { kind: 'application', api: 'ews', cloud: cloudOfLogin(loginUrl), tenant, clientId };
}
