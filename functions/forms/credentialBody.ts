// The credential of an application as people write and read it: a secret, or a certificate with its key. What is secret
// is write-only; left out, the stored one is kept.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { ApplicationCredential } from '../../shared/links/settings.ts';

/** Secrets are write-only. Without one, the stored one is kept. */
export const secret = z.string().min(1, 'must not be empty');
const pem = z.string().max(20_000, 'is too long');
export const certificate = pem.refine(isCertificate, 'must be a certificate in PEM');

/** What names an application in an organisation. */
export const tenant = z.string().regex(/^[A-Za-z0-9.-]{1,200}$/, 'must be the id or a domain of the organisation');
export const clientId = z.string().regex(/^[\w.-]{1,200}$/, 'must be the id of the application');

export const credentialBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), secret: secret.max(1000, 'is too long').optional() }),
  z
    .strictObject({
      kind: z.literal('certificate'),
      certificate,
      privateKey: pem.refine(isPrivateKey, 'must be a private key in PEM').optional(),
    })
    .refine(belongTogether, { path: ['privateKey'], message: 'is not the key of the certificate' }),
]);

export type Seal = (secret: string) => string;

/** The credential to store; the name of the field that is missing where nothing is given and nothing known. */
export function sealedCredential(
  given: z.output<typeof credentialBody>,
  known: ApplicationCredential | undefined,
  seal: Seal,
): ApplicationCredential | 'secret' | 'privateKey' {
  if (given.kind === 'secret') {
    if (given.secret !== undefined) return { kind: 'secret', sealedSecret: seal(given.secret) };
    return known?.kind === 'secret' ? known : 'secret';
  }
  const { kind, certificate: own, privateKey } = given;
  if (privateKey !== undefined) return { kind, certificate: own, sealedPrivateKey: seal(privateKey) };
  const same = known?.kind === 'certificate' && known.certificate === own;
  return same ? known : 'privateKey';
}

export const credentialView = (credential: ApplicationCredential): object =>
  credential.kind === 'secret' ? { kind: 'secret' } : { kind: 'certificate', certificate: credential.certificate };

export interface SecretMissing {
  readonly field: string;
  readonly message: string;
}

/** `field` holds a secret that is neither given nor kept. */
export const secretMissing = (field: string, stored: object | undefined): SecretMissing => ({
  field,
  message: stored ? 'is needed again, because the server or who signs in is another one' : 'is missing',
});

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

function isPrivateKey(text: string): boolean {
  try {
    return createPrivateKey(text).type === 'private';
  } catch {
    return false;
  }
}

/** A wrong form is told by its own field. */
function belongTogether(given: { readonly certificate: string; readonly privateKey?: string | undefined }): boolean {
  const { certificate: own, privateKey } = given;
  if (privateKey === undefined || !isPrivateKey(privateKey) || !isCertificate(own)) return true;
  return new X509Certificate(own).checkPrivateKey(createPrivateKey(privateKey));
}
