// Which addresses this service may call. An administrator types the URL. Without this guard, an administrator could make
// the service call addresses that only the service reaches: its own host, its cloud's metadata, its network.
import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Always refused, whatever the operator allows: these addresses hand out credentials of the host. */
const METADATA = ['169.254.169.254/32', '168.63.129.16/32', 'fd00:ec2::254/128'];

/** Not on the public internet (RFC 6890 and 4291). The operator can allow parts of it. */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b::/96',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

/** The `code` of the error with which a guarded lookup refuses. */
export const ADDRESS_REFUSED = 'ADDRESS_REFUSED';

/** Whether this service may connect to an IP address. */
export type AddressRule = (address: string) => boolean;

/** `allowedNetworks`: CIDR blocks that the operator allows besides the public internet. Throws on any other text. */
export function createAddressRule(allowedNetworks: readonly string[]): AddressRule {
  const never = blockList(METADATA);
  const notPublic = blockList(NOT_PUBLIC);
  const allowed = blockList(allowedNetworks);
  return (address) => {
    const plain = withoutIPv4Mapping(address);
    const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(plain) === 0 || never.check(plain, family)) return false;
    return allowed.check(plain, family) || !notPublic.check(plain, family);
  };
}

/**
 * Whether a URL may be called: https, no user name, no password, and no IP address against the rule. A name is checked
 * when it is looked up (`guardedLookup`); node:net looks no IP address up.
 */
export function isCallable(url: URL, rule: AddressRule): boolean {
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return isIP(hostOf(url)) === 0 || rule(hostOf(url));
}

/** The host of a URL as node:net takes it: an IPv6 address without its brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * A DNS lookup for sockets. It refuses a name if one of its addresses may not be called. It runs at each connect: a name
 * cannot have one address for the check and another one for the call.
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

/** `::ffff:10.0.0.1` and `::ffff:a00:1` reach 10.0.0.1. */
function withoutIPv4Mapping(address: string): string {
  const [, groups] = /^\[?::ffff:(.+?)\]?$/.exec(normalIPv6(address)) ?? [];
  const [high, low] = groups?.split(':').map((group) => Number.parseInt(group, 16)) ?? [];
  if (high === undefined || low === undefined) return address;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The one spelling that the URL standard gives an IPv6 address; anything else as it is. */
const normalIPv6 = (address: string): string =>
  isIP(address) === 6 ? (URL.parse(`http://[${address.replace(/%.*$/, '')}]/`)?.hostname ?? address) : address;
