// The credential of an application as it is stored, with its secret opened: stored settings are sealed, connections
// take the secret itself.
import { SealBroken } from '../../access/secrets.ts';
import type { ApplicationCredential } from '../../net/tokens.ts';
import type { SealedCredential } from '../../state/directory.ts';

/** Throws SealBroken. */
export const openCredential = (stored: SealedCredential, open: (sealed: string) => string): ApplicationCredential =>
  stored.kind === 'secret'
    ? { kind: 'secret', secret: open(stored.sealedSecret) }
    : { kind: 'certificate', certificate: stored.certificate, privateKey: open(stored.sealedPrivateKey) };

/** Undefined when what was sealed does not open. */
export function opened<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
