// Encrypts the content of the built-in source's entries at rest. Its keys are derived for one company and source, and
// content is bound to its row.
import { deriveKeys, type KeyRing } from '../../access/keys.ts';
import { createSealer } from '../../access/secrets.ts';
import type { RowSeal } from '../../state/sealing.ts';
import { entryContext } from './sealContexts.ts';

/** Returns the seal of the entries of one source. `open` throws SealBroken. */
export const entrySeal =
  (keys: KeyRing) =>
  (company: string, source: string): RowSeal => {
    const sealer = createSealer(deriveKeys(keys, 'entries', [company, source]));
    return {
      former: keys.slice(1).map(({ id }) => id),
      seal: (text, row) => sealer.sealBytes(bytesOf(text), entryContext(company, source, row)),
      open: (sealed, row) => textOf(sealer.openBytes(sealed, entryContext(company, source, row))),
    };
  };

const UTF_8 = 8;
const UTF_16 = 16;

/** In UTF-8 or UTF-16, whichever is shorter: so a character never takes more room than in a text of the tables. */
function bytesOf(text: string): Uint8Array {
  const isShort = Buffer.byteLength(text) <= 2 * text.length;
  return Buffer.concat([Buffer.of(isShort ? UTF_8 : UTF_16), Buffer.from(text, isShort ? 'utf8' : 'utf16le')]);
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(1)).toString(bytes[0] === UTF_16 ? 'utf16le' : 'utf8');
