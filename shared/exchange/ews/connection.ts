// One Exchange connection of one company: the account, the schema version and the pooled transport that all its
// mailboxes share.
import type { TimeZoneId } from '../../calendar/event.ts';
import type { Clock, Meter } from '../../seams.ts';
import { createAddressRule } from './address.ts';
import { createTransport, type Transport } from './transport.ts';
import { type EwsVersion, olderVersion } from './version.ts';

export interface EwsConnectionOptions {
  /** https://host/EWS/Exchange.asmx */
  readonly url: string;
  /** `DOMAIN\user` or an address. */
  readonly account: string;
  readonly password: string;
  /** The newest schema version to speak. */
  readonly version: EwsVersion;
  /** PEM of a CA to trust besides those of Node. */
  readonly caCertificate?: string;
  /** The zone in which all-day events begin at midnight. */
  readonly timeZone: TimeZoneId;
  /** CIDR blocks that may be called besides the public internet. */
  readonly allowedNetworks: readonly string[];
  /** For one request, from the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly now: Clock;
  readonly meter?: Meter;
  /** Open connections at a time; Exchange allows an account 27 requests at a time, Microsoft advises at most 10. */
  readonly connectionsMax?: number;
  readonly answerBytesMax?: number;
}

export interface EwsConnection {
  readonly transport: Transport;
  /** The header of that name; undefined asks without signing in. */
  readonly authorization: string | undefined;
  readonly timeZone: TimeZoneId;
  readonly now: Clock;
  readonly meter: Meter | undefined;
  /** The schema version to speak now. */
  version(): EwsVersion;
  /** After the server refused a version: speaks an older one from now on, false when there is none. */
  speakOlderThan(refused: EwsVersion): boolean;
  /** Ends requests under way and the pooled connections. */
  close(): void;
}

const CONNECTIONS_MAX = 10;
const ANSWER_BYTES_MAX = 20 * 1024 * 1024;

/** Opens nothing yet. Throws on a network that is not CIDR. */
export function createEwsConnection(options: EwsConnectionOptions): EwsConnection {
  const transport = createTransport({
    url: options.url,
    rule: createAddressRule(options.allowedNetworks),
    ...(options.caCertificate === undefined ? {} : { caCertificate: options.caCertificate }),
    timeoutMs: options.timeoutMs,
    connectionsMax: options.connectionsMax ?? CONNECTIONS_MAX,
    answerBytesMax: options.answerBytesMax ?? ANSWER_BYTES_MAX,
  });
  let version = options.version;
  return {
    transport,
    authorization: basicAuthorization(options.account, options.password),
    timeZone: options.timeZone,
    now: options.now,
    meter: options.meter,
    version: () => version,
    speakOlderThan(refused) {
      const older = olderVersion(refused);
      // Several requests are refused at once, each with the version it was sent in.
      if (older !== undefined && version === refused) version = older;
      return older !== undefined;
    },
    close: () => transport.close(),
  };
}

/** The credentials of Basic sign-in in UTF-8 (RFC 7617 section 2.1); the domain is part of the account name. */
const basicAuthorization = (account: string, password: string): string =>
  `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`;
