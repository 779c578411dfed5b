// The commands that an administrator of Exchange runs for a company's connection: text to paste, with the ids in it.
import { cloudOfLogin, commandsFor, type Identity } from '../../exchange/commands/commands.ts';
import type { ProblemCode } from '../../problems.ts';
import type { ExchangeSettings } from '../../state/directory.ts';
import type { InCompany } from '../acting.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface CommandsRequest {
  /** `next`: the prepared connection, since rights are limited before the cut-over and not after it. */
  readonly connection: 'inUse' | 'next';
  /** The group whose direct members are synchronised. */
  readonly group: string;
  /** One of its members; undefined: the test mailbox of the connection. */
  readonly mailbox?: string | undefined;
}

export async function exchangeCommands(
  scope: InCompany,
  { connection, group, mailbox }: CommandsRequest,
): Promise<{ readonly text: string } | Refusal> {
  const { directory } = scope.app;
  const isNext = connection === 'next';
  const stored = await (isNext ? directory.nextExchange(scope.company) : directory.exchange(scope.company)).get();
  if (!stored) return refused(isNext ? 'next-exchange-missing' : 'exchange-not-configured');
  const settings = stored.value;
  const identity = await identityOf(scope, settings);
  if (typeof identity === 'string') return refused(identity);
  const ewsUrl = settings.kind === 'ews' ? settings.url : undefined;
  return { text: commandsFor({ identity, group, mailbox: mailbox ?? settings.testMailbox, ewsUrl }) };
}

async function identityOf({ app, company }: InCompany, settings: ExchangeSettings): Promise<Identity | ProblemCode> {
  if (settings.kind === 'graph') {
    const found = await app.graphApplication(company, settings);
    return typeof found === 'string' ? found : { kind: 'application', api: 'graph', cloud: settings.cloud, ...found };
  }
  const { signIn, access } = settings;
  if (signIn.method !== 'oauth') return { kind: 'account', account: signIn.account, access };
  const { tenant, clientId, loginUrl } = signIn;
  return { kind: 'application', api: 'ews', cloud: cloudOfLogin(loginUrl), tenant, clientId };
}
