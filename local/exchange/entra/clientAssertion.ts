// A client that proves itself with its certificate instead of a secret (RFC 7523; learn.microsoft.com: Microsoft
// identity platform application authentication certificate credentials).
import { X509Certificate } from 'node:crypto';
import type { App } from './app.ts';
import { isSignedBy, readJwt } from './jwt.ts';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Entra lets the clocks of both sides differ by five minutes. */
const SKEW_SECONDS = 300;

/** Whether `assertion` is a fresh one of this app, for the token endpoint at `path`. `now` in milliseconds. */
export function isAssertionOf(
  app: Pick<App, 'clientId' | 'certificate'>,
  assertion: string,
  path: string,
  now: number,
): boolean {
  const jwt = readJwt(assertion);
  if (!jwt || app.certificate === undefined) return false;
  const { aud, iss, sub, exp, nbf } = jwt.claims;
  if (iss !== app.clientId || sub !== app.clientId || !isFor(aud, path)) return false;
  const seconds = Math.floor(now / 1000);
  if (typeof exp !== 'number' || exp + SKEW_SECONDS < seconds) return false;
  if (typeof nbf === 'number' && nbf - SKEW_SECONDS > seconds) return false;
  const certificate = new X509Certificate(app.certificate);
  return hasThumbprint(jwt.header, certificate) && isSignedBy(jwt, certificate.publicKey);
}

/** The host is that of whichever name the client knows this authority by. */
const isFor = (audience: unknown, path: string): boolean =>
  typeof audience === 'string' && URL.canParse(audience) && new URL(audience).pathname === path;

/** `x5t` is the SHA-1 thumbprint, `x5t#S256` the SHA-256 one; one of them names the certificate. */
function hasThumbprint(header: Readonly<Record<string, unknown>>, certificate: X509Certificate): boolean {
  const encoded = (fingerprint: string) => Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
  return header.x5t === encoded(certificate.fingerprint) || header['x5t#S256'] === encoded(certificate.fingerprint256);
}
