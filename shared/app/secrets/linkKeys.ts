// The keys of one link: what is encrypted or fingerprinted with them means nothing outside of it.
import { deriveKeys, type KeyRing, type NamedKey } from '../../access/keys.ts';
import { createSealer, type Sealer } from '../../access/secrets.ts';
import { createPrinter } from '../../calendar/canonical/fingerprint.ts';
import type { LinkContext, Printer } from '../../sync/ports/link.ts';
import { openLoser } from './openLoser.ts';
import { loserContext } from './sealContexts.ts';

/** Seals the losing values of one link. */
export const loserSealer = (keys: KeyRing, company: string, link: string): Sealer =>
  createSealer(deriveKeys(keys, 'losers', [company, link]));

/** The printers of what a company remembers of entries without a tag: all its links have the same ones. */
export function tagPrinters(keys: KeyRing, company: string): readonly [Printer, ...Printer[]] {
  const [inUse, ...former] = deriveKeys(keys, 'tags', [company]);
  return [printerOf(inUse), ...former.map(printerOf)];
}

const printerOf = ({ id, key }: NamedKey): Printer => ({ key: id, print: createPrinter(key) });

/** The functions with which a run prints and seals. Former keys read, and the one in use writes. */
export function linkKeys(
  keys: KeyRing,
  company: string,
  link: string,
): Pick<LinkContext, 'print' | 'printers' | 'seal' | 'reseal' | 'open'> {
  const losers = loserSealer(keys, company, link);
  const context = loserContext(company, link);
  const [inUse, ...former] = deriveKeys(keys, 'fingerprints', [company, link]);
  const printers = { inUse: printerOf(inUse), former: former.map(printerOf) };
  return {
    print: printers.inUse.print,
    printers,
    seal: (text) => losers.seal(text, context),
    reseal: (sealed) => losers.reseal(sealed, context),
    open: (loser) => openLoser(loser, (sealed) => losers.open(sealed, context)),
  };
}
