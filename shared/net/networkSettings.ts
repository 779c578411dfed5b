// The settings about private networks, as text of an operator.
import { BlockList, isIP } from 'node:net';

/** `10.0.0.0/8, fd00::/8`, without its empty parts. Undefined where a part is no network in CIDR form. */
export function readNetworks(text: string): readonly string[] | undefined {
  const networks = partsOf(text, ',');
  return networks.every(isNetwork) ? networks : undefined;
}

/**
 * `example=10.1.0.0/16,fd00::/8; other=10.2.0.0/16`: the networks by the id of the company. A list can be empty.
 * Undefined where a part is something else, or a company comes twice.
 */
export function readCompanyNetworks(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const byCompany = new Map<string, readonly string[]>();
  for (const part of partsOf(text, ';')) {
    const [, company, list] = /^([\w-]{1,63})\s*=([^=]*)$/.exec(part) ?? [];
    const networks = list === undefined ? undefined : readNetworks(list);
    if (company === undefined || networks === undefined || byCompany.has(company)) return undefined;
    byCompany.set(company, networks);
  }
  return byCompany;
}

const partsOf = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function isNetwork(text: string): boolean {
  const [address = '', prefix = ''] = text.split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
}
