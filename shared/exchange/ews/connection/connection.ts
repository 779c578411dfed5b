// One Exchange connection of one company: who calls, how mailboxes are entered, the schema version and the pooled
// transport that all its mailboxes share.

import type { TimeZoneId } from '../../../calendar/event.ts';
import { createAddressRule } from '../../../net/address.ts';
import type { Trust } from '../../../net/certificates.ts';
import type { Clock, Ids, Meter } from '../../../seams.ts';
import type { EwsVersion } from '../../../sync/ports/exchangeNames.ts';
import { CONNECTIONS_MAX, EWS_ANSWER_BYTES_MAX } from '../../connectionLimits.ts';
import { createTransport, type Transport } from '../http/transport.ts';
import { isOlder, olderVersion } from '../version/version.ts';
import { type BatchSizes, createBatchSizes } from './batchSize.ts';
import type { MailboxZone, ServerZonesMemory } from './knownZones.ts';
import { type CloudEws, cloudEwsOf } from './microsoft365.ts';
import { type SignIn, signedTransport } from './signIn.ts';

export interface EwsConnectionOptions extends Trust {
  /** https://host/EWS/Exchange.asmx */
  readonly url: string;
  readonly signIn: SignIn;
  /**
   * `impersonation`: the account acts as the mailbox's owner. `delegate`: as itself, with rights on the mailbox or on
   * its calendar.
   */
  readonly access: 'impersonation' | 'delegate';
  /** The newest schema version to speak; an older server's own is spoken. */
  readonly version: EwsVersion;
  /** The zone in which all-day events begin at midnight, where the mailbox does not tell its own. */
  readonly timeZone: TimeZoneId;
  /** CIDR blocks that may be called besides the public internet. */
  readonly allowedNetworks: readonly string[];
  /** For one request, from the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly now: Clock;
  readonly newId: Ids;
  readonly meter?: Meter;
  /** Another limit than that of connectionLimits.ts. */
  readonly connectionsMax?: number;
  readonly answerBytesMax?: number;
  /** See NtlmOptions; true unless a connection test finds out why a proof was refused. */
  readonly bindChannel?: boolean;
}

export interface EwsConnection {
  /** Signs in. */
  readonly transport: Transport;
  /** Asks without signing in. */
  readonly anonymous: Transport;
  readonly access: 'impersonation' | 'delegate';
  readonly timeZone: TimeZoneId;
  /** Undefined: the server is not Microsoft's own. */
  readonly cloud: CloudEws | undefined;
  readonly now: Clock;
  readonly meter: Meter | undefined;
  readonly batchSizes: BatchSizes;
  /** Ids of calendars that were found by name: by mailbox and name. */
  readonly calendars: Map<string, string>;
  /** The zones of mailboxes that were asked for theirs. */
  readonly timeZones: Map<string, MailboxZone>;
  /** The zones that the server knows, once it was asked. */
  readonly zones: ServerZonesMemory;
  /** The schema version to speak now. */
  version(): EwsVersion;
  /** The newest schema that a server speaks, as its answer says: nothing newer is spoken to it from now on. */
  learnVersion(newest: EwsVersion): void;
  /** After the server refused a version: speaks an older one from now on, false when there is none. */
  speakOlderThan(refused: EwsVersion): boolean;
  /** Ends requests under way and the pooled connections. */
  close(): void;
}

/** Opens nothing yet. Throws on a network that is not CIDR. */
export function createEwsConnection(options: EwsConnectionOptions): EwsConnection {
  const reach = {
    ...options,
    rule: createAddressRule(options.allowedNetworks),
    connectionsMax: options.connectionsMax ?? CONNECTIONS_MAX,
    answerBytesMax: options.answerBytesMax ?? EWS_ANSWER_BYTES_MAX,
    bindChannel: options.bindChannel ?? true,
  };
  const anonymous = createTransport(reach);
  const transport = signedTransport(options.signIn, anonymous, reach);
  let version = options.version;
  const learnVersion = (newest: EwsVersion): void => {
    if (isOlder(newest, version)) version = newest;
  };
  return {
    transport,
    anonymous,
    access: options.access,
    timeZone: options.timeZone,
    cloud: cloudEwsOf(options.url),
    now: options.now,
    meter: options.meter,
    batchSizes: createBatchSizes(),
    calendars: new Map(),
    timeZones: new Map(),
    zones: {},
    version: () => version,
    learnVersion,
    speakOlderThan(refused) {
      // Its answer said which one it speaks, or another request was refused meanwhile.
      if (isOlder(version, refused)) return true;
      const older = olderVersion(refused);
      if (older !== undefined) learnVersion(older);
      return older !== undefined;
    },
    close() {
      transport.close();
      anonymous.close();
    },
  };
}
