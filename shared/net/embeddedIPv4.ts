// IPv4 addresses inside IPv6 addresses. A gateway or the operating system can carry such a packet to the IPv4 address.
import { isIP } from 'node:net';

export interface Embedded {
  /** In dotted form. Teredo has two: its server and its client. */
  readonly addresses: readonly string[];
  /** True: a packet reaches the IPv4 address and nothing else. The IPv6 address is then only its spelling. */
  readonly isSpelling: boolean;
}

type Groups = readonly number[];

const NOTHING: Embedded = { addresses: [], isSpelling: false };

/** The IPv4 addresses inside an IPv6 address without zone. Any other text has none. */
export function embeddedIPv4(address: string): Embedded {
  const groups = groupsOf(address);
  if (!groups) return NOTHING;
  const [first, second] = groups;
  // IPv4-mapped (RFC 4291 section 2.5.5.2), and NAT64 with the well-known prefix (RFC 6052 section 2.1).
  if (isBelow(groups, [0, 0, 0, 0, 0, 0xffff])) return { addresses: [dotted(groups, 6)], isSpelling: true };
  if (isBelow(groups, [0x64, 0xff9b, 0, 0, 0, 0])) return { addresses: [dotted(groups, 6)], isSpelling: true };
  // IPv4-compatible (RFC 4291 section 2.5.5.1), but the unspecified and the loopback address.
  if (isBelow(groups, [0, 0, 0, 0, 0, 0, 0]) && (groups[7] ?? 0) <= 1) return NOTHING;
  if (isBelow(groups, [0, 0, 0, 0, 0, 0])) return { addresses: [dotted(groups, 6)], isSpelling: false };
  // IPv4-translated (RFC 2765), and NAT64 with the local-use prefix in its form of 96 bits (RFC 8215).
  if (isBelow(groups, [0, 0, 0, 0, 0xffff, 0])) return { addresses: [dotted(groups, 6)], isSpelling: false };
  if (isBelow(groups, [0x64, 0xff9b, 1])) return { addresses: [dotted(groups, 6)], isSpelling: false };
  // 6to4 (RFC 3056 section 2).
  if (first === 0x2002) return { addresses: [dotted(groups, 1)], isSpelling: false };
  // Teredo writes the address of the client inverted (RFC 4380 section 4).
  if (first !== 0x2001 || second !== 0) return NOTHING;
  const inverted = groups.map((group) => group ^ 0xffff);
  return { addresses: [dotted(groups, 2), dotted(inverted, 6)], isSpelling: false };
}

/** The one spelling of an address by the URL standard, without its zone. Any other text stays as it is. */
export const normalIPv6 = (address: string): string =>
  isIP(address) === 6
    ? (URL.parse(`http://[${address.replace(/%.*$/, '')}]/`)?.hostname.slice(1, -1) ?? address)
    : address;

/** The eight groups of 16 bits. */
function groupsOf(address: string): Groups | undefined {
  if (isIP(address) !== 6) return undefined;
  const [before = '', after] = normalIPv6(address).split('::');
  const [head, tail] = [numbersIn(before), numbersIn(after ?? '')];
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

const numbersIn = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));

const isBelow = (groups: Groups, prefix: Groups): boolean => prefix.every((group, at) => groups[at] === group);

/** The IPv4 address in two groups. */
function dotted(groups: Groups, at: number): string {
  const [high = 0, low = 0] = groups.slice(at, at + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
