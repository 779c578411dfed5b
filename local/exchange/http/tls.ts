// A certificate authority of this server and its certificate for loopback. Both satisfy strict clients: RFC 5280
// extensions and key usages, names in the subject alternative name (RFC 6125).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// @peculiar/x509 fails to load unless this is loaded first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

export interface TlsFiles {
  /** PEM of the authority, which clients must trust. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** P-256: a key takes a millisecond, and every client knows the curve. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Fixed dates, so that an injected clock does not decide whether a certificate is valid. */
const VALID = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T00:00:00Z') };
const FILES = { ca: 'ca.pem', certificate: 'server.pem', key: 'server-key.pem' } as const;

/** Of all servers of this process without a directory. */
let ofProcess: Promise<TlsFiles> | undefined;

/** The files in `directory`, made there when missing. Without a directory they are those of this process, and not kept. */
export async function tlsFiles(directory: string | undefined): Promise<TlsFiles> {
  if (directory === undefined) {
    ofProcess ??= makeFiles();
    return ofProcess;
  }
  const path = (name: keyof TlsFiles) => join(directory, FILES[name]);
  const names: (keyof TlsFiles)[] = ['ca', 'certificate', 'key'];
  if (names.every((name) => existsSync(path(name)))) {
    return {
      ca: readFileSync(path('ca'), 'utf8'),
      certificate: readFileSync(path('certificate'), 'utf8'),
      key: readFileSync(path('key'), 'utf8'),
    };
  }
  const files = await makeFiles();
  mkdirSync(directory, { recursive: true });
  for (const name of names) writeFileSync(path(name), files[name], { mode: 0o600 });
  return files;
}

async function makeFiles(): Promise<TlsFiles> {
  const authorityKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...VALID,
    name: 'CN=Local Exchange test authority',
    keys: authorityKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    ...VALID,
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const exported = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${exported.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
  return { ca: `${authority.toString('pem')}\n`, certificate: `${certificate.toString('pem')}\n`, key };
}
