// Commands with the ids of the connection. Their texts: test/shared/exchange/commands.
import { describe, expect, it } from 'vitest';
import { exchangeCommands } from '../../../../shared/links/connections/exchangeCommands.ts';
import { GRAPH, memoryCompany } from '../memoryApp.ts';

const request = { connection: 'inUse', group: 'Calendar people' } as const;

describe('exchangeCommands', () => {
  it('name the account of the connection and the group', async () => {
    const { acting } = memoryCompany();
    const commands = await exchangeCommands(acting, request);
    if ('problem' in commands) throw new Error(commands.problem);
    for (const part of ['ACME\\sync', 'Calendar people']) expect(commands.text).toContain(part);
  });

  it('of the prepared connection they name its application, and the test mailbox where no other is asked for', async () => {
    const { acting, app } = memoryCompany();
    const next = { ...request, connection: 'next' } as const;
    expect(await exchangeCommands(acting, next)).toEqual({ problem: 'next-exchange-missing' });
    await app.directory.nextExchange('acme').put(GRAPH, undefined);
    const known = { tenant: '11111111-2222-3333-4444-555555555555', clientId: '99999999-2222-3333-4444-555555555555' };
    const withApplication = { ...app, graphApplication: async () => known };
    const commands = async (mailbox?: string) => {
      const answer = await exchangeCommands({ ...acting, app: withApplication }, { ...next, mailbox });
      return 'problem' in answer ? answer.problem : answer.text;
    };
    expect(await commands()).toContain(known.clientId);
    expect(await commands()).toContain('ada@example.com');
    expect(await commands('grace@example.com')).toContain('grace@example.com');
    const without = { ...app, graphApplication: async () => 'consent-missing' as never };
    expect(await exchangeCommands({ ...acting, app: without }, next)).toEqual({ problem: 'consent-missing' });
  });
});
