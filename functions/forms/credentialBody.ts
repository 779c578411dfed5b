// The credential of an application as people write and read it: a secret, or a certificate with its key. Secrets are
// write-only. A secret that is left out stays as it is stored.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { Seal, SealedCredential } from '../../shared/links/settings.ts';

export const secret = z.string().min(1, 'must not be empty');
const pem = z.string().max(20_000, 'is too long');
export const certificate = pem.refine(isCertificate, 'must be a certificate in PEM');

/** The organisation that an application belongs to. */
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

/** The credential to store, or the name of the field that is missing: it is neither given nor stored. */
export function sealedCredential(
  given: z.output<typeof credentialBody>,
  known: SealedCredential | undefined,
  seal: Seal,
): SealedCredential | 'secret' | 'privateKey' {
  if (given.kind === 'secret') {
    if (given.secret !== undefined) return { kind: 'secret', sealedSecret: seal(given.secret) };
    return known?.kind === 'secret' ? known : 'secret';
  }
  const { kind, certificate: own, privateKey } = given;
  if (privateKey !== undefined) return { kind, certificate: own, sealedPrivateKey: seal(privateKey) };
  const same = known?.kind === 'certificate' && known.certificate === own;
  return same ? known : 'privateKey';
}

export const credentialView = (credential: SealedCredential): object =>
  credential.kind === 'secret' ? { kind: 'secret' } : { kind: 'certificate', certificate: credential.certificate };

export interface SecretMissing {
  readonly field: string;
  readonly message: string;
}

/** The refusal of settings whose secret is neither given nor stored. */
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

/** True also for what is no certificate or no key: the checks of these fields say so. */
function belongTogether(given: { readonly certificate: string; readonly privateKey?: string | undefined }): boolean {
  const { certificate: own, privateKey } = given;
  if (privateKey === undefined || !isPrivateKey(privateKey) || !isCertificate(own)) return true;
  return new X509Certificate(own).checkPrivateKey(createPrivateKey(privateKey));
}
