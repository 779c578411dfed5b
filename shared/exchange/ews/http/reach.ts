// The way to a server step by step, as the connection test walks it: its name, its port, its certificate.
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type AddressRule, guardedLookup, hostOf, resolveHost } from '../../../net/address.ts';
import { isCertificate, type Trust, tlsOptionsOf } from '../../../net/certificates.ts';
import { faultOf, type TransportFault } from '../../../net/https.ts';

export interface ReachOptions extends Trust {
  readonly url: URL;
  readonly rule: AddressRule;
  readonly timeoutMs: number;
}

/** The fault, or undefined when the step succeeds. */
export type Reached = Promise<TransportFault | undefined>;

/** The name has addresses, and each may be called. */
export async function reachName({ url, rule }: ReachOptions): Reached {
  try {
    await resolveHost(hostOf(url), rule);
    return undefined;
  } catch (error) {
    return faultOf(error, false);
  }
}

/** The port accepts a connection. */
export const reachPort = (options: ReachOptions): Reached =>
  untilEvent(connect(targetOf(options)), 'connect', options.timeoutMs);

/** TLS is spoken there, and the certificate is the server's and verifies. */
export const reachTls = async (options: ReachOptions): Reached => {
  const { caCertificate } = options;
  if (caCertificate !== undefined && !isCertificate(caCertificate))
    return { reason: 'certificate', code: 'CA_NOT_PEM' };
  const servername = hostOf(options.url);
  const names = { servername: isName(servername) ? servername : '' };
  const socket = connectTls({ ...targetOf(options), ...names, ...tlsOptionsOf(options) });
  return untilEvent(socket, 'secureConnect', options.timeoutMs);
};

/** Server Name Indication takes no IP addresses (RFC 6066 section 3). */
const isName = (host: string): boolean => !/^[\d.]+$|:/.test(host);

const targetOf = ({ url, rule }: ReachOptions) => ({
  host: hostOf(url),
  port: Number(url.port || 443),
  lookup: guardedLookup(rule),
});

function untilEvent(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Reached {
  return new Promise((resolve) => {
    const finish = (fault: TransportFault | undefined): void => {
      socket.destroy();
      resolve(fault);
    };
    socket.once(event, () => finish(undefined));
    socket.on('error', (error) => finish(faultOf(error, false)));
    socket.setTimeout(timeoutMs, () => finish({ reason: 'timeout', code: 'TIMEOUT' }));
  });
}
