// Reads the mailbox of the demonstration over Microsoft Graph. The connection is its own, so that its requests are not
// counted as the product's.

import { createGraphConnection } from '../../shared/exchange/graph/connection/connection.ts';
import { CLOUDS } from '../../shared/exchange/graph/http/clouds.ts';
import { createGraphMailbox } from '../../shared/exchange/graph/mailbox.ts';
import { systemClock } from '../../shared/seams.ts';
import { applicationId, organisation, type Product } from '../product.ts';
import type { Standing } from './people/editor.ts';
import { readMailbox } from './people/readMailbox.ts';

const REQUEST_TIMEOUT_MS = 60_000;

/** `secret` is the secret of the application that the local organisation registered. */
export async function readOverGraph(
  { exchange }: Product,
  access: { readonly address: string; readonly timeZone: string; readonly secret: string },
): Promise<Standing[]> {
  const { address, timeZone, secret } = access;
  const { origin } = new URL(exchange.url);
  const connection = createGraphConnection({
    cloud: { ...CLOUDS.global, loginUrl: origin, graphUrl: origin },
    tenant: organisation,
    clientId: applicationId,
    credential: { kind: 'secret', secret },
    caCertificate: exchange.caCertificate,
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    timeoutMs: REQUEST_TIMEOUT_MS,
    now: systemClock,
  });
  try {
    return await readMailbox(createGraphMailbox(connection, { address, timeZone }));
  } finally {
    connection.close();
  }
}
