// The commands for an administrator of Exchange, as plain text.
import { z } from 'zod';
import { type CommandsRequest, exchangeCommands } from '../shared/links/connections/exchangeCommands.ts';
import type { Reply } from './http/answer.ts';
import { email } from './http/parameters.ts';
import { type CompanyCall, companyRoute } from './http/route.ts';

const commandsQuery = z.object({
  group: z.string().trim().min(1, 'must not be empty').max(200, 'is too long').default('Calendar synchronisation'),
  mailbox: email.optional(),
});

companyRoute(
  {
    name: 'getExchangeCommands',
    method: 'GET',
    path: 'exchange/commands',
    action: 'exchange.read',
    summary: 'PowerShell for an administrator of Exchange',
    answers: { 200: 'text' },
    query: commandsQuery,
  },
  (call) => commandsReply(call, 'inUse'),
);

companyRoute(
  {
    name: 'getNextExchangeCommands',
    method: 'GET',
    path: 'exchange/next/commands',
    action: 'exchange.read',
    summary: 'PowerShell for the connection that is prepared',
    answers: { 200: 'text' },
    query: commandsQuery,
  },
  (call) => commandsReply(call, 'next'),
);

async function commandsReply(
  call: CompanyCall<unknown, z.output<typeof commandsQuery>, unknown>,
  connection: CommandsRequest['connection'],
): Promise<Reply> {
  const commands = await exchangeCommands(call, { connection, ...call.query });
  return 'problem' in commands ? commands : { status: 200, text: commands.text };
}
