// A client that proves itself with its certificate instead of a secret (RFC 7523; learn.microsoft.com: Microsoft
// identity platform application authentication certificate credentials).
import { X509Certificate } from 'node:crypto';
import type { App } from './app.ts';
import { verifyJwt } from './jwt.ts';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Entra lets the clocks of both sides differ by five minutes. */
const SKEW_SECONDS = 300;

export interface AssertionQuestion {
  readonly assertion: string;
  /** The path of the token endpoint, which the assertion must be made for. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** True for an assertion that this app signed for this endpoint and that is valid now. */
export async function isAssertionOf(
  { clientId, certificate: pem }: Pick<App, 'clientId' | 'certificate'>,
  { assertion, path, now }: AssertionQuestion,
): Promise<boolean> {
  if (pem === undefined) return false;
  const certificate = new X509Certificate(pem);
  const jwt = await verifyJwt(assertion, certificate.publicKey, {
    algorithms: ['RS256', 'PS256'],
    issuer: clientId,
    subject: clientId,
    requiredClaims: ['exp'],
    clockTolerance: SKEW_SECONDS,
    currentDate: new Date(now),
  });
  return jwt !== undefined && isFor(jwt.payload.aud, path) && hasThumbprint(jwt.protectedHeader, certificate);
}

/** Compares the path alone: clients know this authority by several host names. */
const isFor = (audience: unknown, path: string): boolean =>
  typeof audience === 'string' && URL.canParse(audience) && new URL(audience).pathname === path;

/** The header names the certificate by its SHA-1 thumbprint (`x5t`) or its SHA-256 thumbprint (`x5t#S256`). */
function hasThumbprint(header: Readonly<Record<string, unknown>>, certificate: X509Certificate): boolean {
  const encoded = (fingerprint: string) => Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
  return header.x5t === encoded(certificate.fingerprint) || header['x5t#S256'] === encoded(certificate.fingerprint256);
}
