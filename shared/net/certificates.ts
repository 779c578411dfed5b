// The server certificates that we accept: those that a CA of Node or the connection's own CA has signed. Where a key is
// pinned, the server must also have that key. No setting switches this off.
import { createHash, X509Certificate } from 'node:crypto';
import {
  checkServerIdentity,
  createSecureContext,
  getCACertificates,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';

/** The settings of a connection about the certificate of its server. */
export interface Trust {
  /** PEM of a CA to trust besides those of Node. */
  readonly caCertificate?: string;
  /** SHA-256 of the server's public key (RFC 7469 section 2.4) in base64: no other key is accepted. */
  readonly publicKeyPin?: string;
}

/** The `code` of the error when the server has another key than the pinned one. */
export const PIN_MISMATCH = 'PIN_MISMATCH';

/**
 * The CAs of Node and the given one. A text that is no certificate adds nothing. The server's certificate then does not
 * verify, and that is the fault that the administrator reads.
 */
export function trustedCertificates(caCertificate: string | undefined): SecureContext {
  if (caCertificate === undefined || !isCertificate(caCertificate)) return createSecureContext();
  const known = contexts.get(caCertificate);
  if (known) return known;
  const made = createSecureContext({ ca: [...getCACertificates('default'), caCertificate] });
  if (contexts.size >= CONTEXTS_MAX) contexts.clear();
  contexts.set(caCertificate, made);
  return made;
}

/** By CA. To parse Node's 140 CAs takes 10 ms, and a link is opened for each run. */
const contexts = new Map<string, SecureContext>();
const CONTEXTS_MAX = 20;

/** Options of a TLS connection. The name and the pin are checked after the chain, never instead of it. */
export const tlsOptionsOf = ({ caCertificate, publicKeyPin }: Trust) => ({
  secureContext: trustedCertificates(caCertificate),
  rejectUnauthorized: true,
  checkServerIdentity: (host: string, certificate: PeerCertificate): Error | undefined =>
    checkServerIdentity(host, certificate) ?? pinError(publicKeyPin, certificate),
});

/** True when a text is a certificate in PEM. */
export function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}

function pinError(pin: string | undefined, { raw }: PeerCertificate): Error | undefined {
  if (pin === undefined || publicKeyPinOf(raw) === pin) return undefined;
  return Object.assign(new Error('the server has another key than the pinned one'), { code: PIN_MISMATCH });
}

/** The pin of a certificate in DER or PEM. */
export function publicKeyPinOf(certificate: Buffer | string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
