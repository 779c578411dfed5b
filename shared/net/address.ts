// The addresses that this service may call. An administrator types the URL. Without this guard, an administrator could
// make the service call addresses that only the service reaches: its own host, its cloud's metadata, its network.
import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { embeddedIPv4, normalIPv6 } from './embeddedIPv4.ts';

// The networks below are not global unicast, by IANA's registries. These are "IPv4 Special-Purpose Address Space" and
// "IPv6 Special-Purpose Address Space" (RFC 6890), "IPv4 Multicast Address Space" and "IPv6 Address Space".

/** Always refused, whatever the operator allows: these addresses hand out credentials of the host. */
const METADATA = ['169.254.169.254/32', '168.63.129.16/32', 'fd00:ec2::254/128'];

/** The only block of IPv6 that IANA gives out as global unicast (RFC 3513). */
const GLOBAL_IPV6 = ['2000::/3'];

/** Not on the public internet. The operator can allow parts of it. */
const NOT_GLOBAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  // Documentation (RFC 5737).
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  // Relays of 6to4, deprecated (RFC 7526).
  '192.88.99.0/24',
  '192.168.0.0/16',
  // Benchmarking (RFC 2544).
  '198.18.0.0/15',
  // Multicast and reserved.
  '224.0.0.0/3',

  // Protocol assignments, Teredo among them (RFC 2928, RFC 4380).
  '2001::/23',
  // Documentation (RFC 3849, RFC 9637).
  '2001:db8::/32',
  '3fff::/20',
  // 6to4 (RFC 3056).
  '2002::/16',
];

/** The `code` of the error with which a guarded lookup refuses. */
export const ADDRESS_REFUSED = 'ADDRESS_REFUSED';

/** True when this service may connect to an IP address. */
export type AddressRule = (address: string) => boolean;

/**
 * Lets global unicast addresses pass, and those in `allowedNetworks`, which are CIDR blocks. An IPv6 address that holds
 * an IPv4 address passes only if the IPv4 address does. Throws on a text that is no CIDR block.
 */
export function createAddressRule(allowedNetworks: readonly string[]): AddressRule {
  const never = blockList(METADATA);
  const notGlobal = blockList(NOT_GLOBAL);
  const globalIPv6 = blockList(GLOBAL_IPV6);
  const allowed = blockList(allowedNetworks);
  const isGlobal = (address: string, family: 'ipv4' | 'ipv6'): boolean =>
    !notGlobal.check(address, family) && (family === 'ipv4' || globalIPv6.check(address, family));
  const passes: AddressRule = (text) => {
    const address = normalIPv6(text);
    if (isIP(address) === 0) return false;
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const { addresses, isSpelling } = embeddedIPv4(address);
    if (never.check(address, family) || !addresses.every(passes)) return false;
    return isSpelling || allowed.check(address, family) || isGlobal(address, family);
  };
  return passes;
}

/**
 * True when a URL may be called: https, no user name, no password, and no IP address against the rule. A name is
 * checked when it is looked up (`guardedLookup`); node:net looks no IP address up.
 */
export function isCallable(url: URL, rule: AddressRule): boolean {
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return isIP(hostOf(url)) === 0 || rule(hostOf(url));
}

/** The host of a URL as node:net takes it: an IPv6 address without its brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * A DNS lookup for sockets. It refuses a name if one of its addresses may not be called. It runs at each connect: a
 * name cannot have one address for the check and another one for the call.
 */
export function guardedLookup(rule: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => rule(address))) return callback(refused(), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** The addresses of a host, under the same rule as a connection. Rejects with the DNS error or with ADDRESS_REFUSED. */
export function resolveHost(host: string, rule: AddressRule): Promise<LookupAddress[]> {
  if (isIP(host) !== 0) {
    return rule(host) ? Promise.resolve([{ address: host, family: isIP(host) }]) : Promise.reject(refused());
  }
  return new Promise((resolve, reject) => {
    guardedLookup(rule)(host, { all: true }, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses as LookupAddress[]); // `all` was asked for, which the callback's type cannot say
    });
  });
}

const refused = (): NodeJS.ErrnoException =>
  Object.assign(new Error('the address may not be called'), { code: ADDRESS_REFUSED });

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(prefix)) throw new Error(`not a network in CIDR form: ${network}`);
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
