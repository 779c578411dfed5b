// The connection of one company to Microsoft Graph: its organisation's token, pooled connections to one host, at most
// three requests at once for each mailbox. The calendars' operations are laid over `ask`.

import { createAddressRule } from '../../../net/address.ts';
import type { Trust } from '../../../net/certificates.ts';
import { createHttpsClient, type HttpsClientOptions } from '../../../net/client.ts';
import type { TransportResult } from '../../../net/https.ts';
import { type ApplicationCredential, createTokens, type TokenResult } from '../../../net/tokens.ts';
import type { Clock, Meter } from '../../../seams.ts';
import { failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { ANSWER_BYTES_MAX, CONNECTIONS_MAX, USER_AGENT } from '../../connectionLimits.ts';
import { createAtOnce } from '../http/atOnce.ts';
import { askGraph, type GraphAsk, type GraphSend } from '../http/client.ts';
import type { Cloud } from '../http/clouds.ts';
import { failureOfGraph, failureOfGraphFault } from '../http/failures.ts';

export interface GraphConnectionOptions extends Pick<Trust, 'caCertificate'> {
  readonly cloud: Cloud;
  /** Id or domain of the organisation. */
  readonly tenant: string;
  readonly clientId: string;
  readonly credential: ApplicationCredential;
  /** CIDR blocks that may be called besides the public internet. */
  readonly allowedNetworks: readonly string[];
  /** For one request, from the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly now: Clock;
  readonly meter?: Meter;
}

export interface GraphConnection {
  readonly now: Clock;
  /** `https://graph.microsoft.com` */
  readonly graphUrl: string;
  /** Ids of calendars that were found by name: by mailbox and name. */
  readonly calendars: Map<string, string>;
  /** The application's token for the organisation; `renew`: a new one, though the last should still be good. */
  token(renew: boolean): Promise<TokenResult>;
  /**
   * One request about `mailbox`, with the value of the answer's Date header. Waits while three are under way for it.
   */
  ask(mailbox: string, ask: GraphAsk): Promise<Outcome<GraphValue>>;
  /** Ends requests under way and the pooled connections. */
  close(): void;
}

export interface GraphValue {
  /** The JSON that came, of any shape. */
  readonly value: unknown;
  readonly date: string | undefined;
}

/** Outlook runs four at once for an application and a mailbox; one is left for whoever else the application is. */
const REQUESTS_AT_ONCE = 3;

/** Opens nothing yet. Throws on a network that is not CIDR. */
export function createGraphConnection(options: GraphConnectionOptions): GraphConnection {
  const { cloud, now, meter } = options;
  const reach = reachOf(options);
  const https = createHttpsClient(reach);
  const tokens = createTokens({ ...options, ...cloud }, reach);
  const atOnce = createAtOnce(REQUESTS_AT_ONCE);

  const attempt = async (renew: boolean, request: Parameters<GraphSend>[0]): Promise<TransportResult> => {
    const token = await tokens.get(renew);
    if (!token.ok) return token;
    meter?.('exchange');
    const headers = { ...request.headers, Authorization: `Bearer ${token.token}`, 'User-Agent': USER_AGENT };
    return https.send({ ...request, headers });
  };

  /** A token that is refused may have been revoked since it was kept: once a new one is tried. */
  const send: GraphSend = async (request) => {
    const result = await attempt(false, request);
    return result.ok && result.answer.status === 401 ? attempt(true, request) : result;
  };

  return {
    now,
    graphUrl: cloud.graphUrl,
    calendars: new Map(),
    token: tokens.get,
    ask: (mailbox, ask) =>
      atOnce.run(mailbox.toLowerCase(), async () => {
        const answer = await askGraph(cloud.graphUrl, send, ask);
        if (answer.ok) return ok({ value: answer.value, date: answer.date });
        return failed('fault' in answer ? failureOfGraphFault(answer.fault, now()) : failureOfGraph(answer, now()));
      }),
    close() {
      tokens.close();
      https.close();
    },
  };
}

/** The way to Microsoft's servers. */
export const reachOf = (
  options: Pick<GraphConnectionOptions, 'allowedNetworks' | 'caCertificate' | 'timeoutMs'>,
): HttpsClientOptions => ({
  rule: createAddressRule(options.allowedNetworks),
  connectionsMax: CONNECTIONS_MAX,
  timeoutMs: options.timeoutMs,
  answerBytesMax: ANSWER_BYTES_MAX,
  ...(options.caCertificate === undefined ? {} : { caCertificate: options.caCertificate }),
});
