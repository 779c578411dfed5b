// The application by which tests call the local Exchange over Graph, and its connection as in production.
import type { LocalExchange } from '../../local/exchange/server.ts';
import { createGraphConnection, type GraphConnection } from '../../shared/exchange/graph/connection/connection.ts';
import { CLOUDS } from '../../shared/exchange/graph/http/clouds.ts';

/** One that may do everything; what the tests are about is not who gets in. */
export const LOCAL_APP = {
  clientId: '66666666-7777-4888-8999-000000000000',
  tenant: '11111111-2222-4333-8444-555555555555',
  secret: 's3cret',
  roles: ['Calendars.ReadWrite', 'User.Read.All', 'full_access_as_app'],
  impersonates: 'all',
} as const;

export const connectToLocal = (exchange: LocalExchange, now: () => number): GraphConnection => {
  const { origin } = new URL(exchange.graph.url);
  return createGraphConnection({
    cloud: { ...CLOUDS.global, loginUrl: origin, graphUrl: origin },
    tenant: LOCAL_APP.tenant,
    clientId: LOCAL_APP.clientId,
    credential: { kind: 'secret', secret: LOCAL_APP.secret },
    caCertificate: exchange.caCertificate,
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    timeoutMs: 20_000,
    now,
  });
};

interface IdsToTranslate {
  readonly ids: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** The ids of Graph for those of EWS, by the mailbox itself; throws where one means nothing to it. */
export async function translated(
  connection: GraphConnection,
  address: string,
  { ids, from = 'ewsId', to = 'restImmutableEntryId' }: IdsToTranslate,
): Promise<string[]> {
  const answer = await connection.ask(address, (client) =>
    client.api(`/users/${address}/translateExchangeIds`).post({ inputIds: ids, sourceIdType: from, targetIdType: to }),
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  const { value } = answer.value.value as { value: { targetId?: string }[] }; // the local server's own answer
  return value.map(({ targetId }, at) => {
    if (targetId === undefined) throw new Error(`no id for ${ids[at]}`);
    return targetId;
  });
}
