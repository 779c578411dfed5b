import { createHash, type webcrypto, X509Certificate } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { channelBinding } from '../../../../../shared/exchange/ews/ntlm/channelBinding.ts';
import { SERVER_CERTIFICATE } from '../loopbackIdentity.ts';

/** The channel binding by RFC 5929 and the GSS-API, written down anew for a given hash. */
function expected(certificate: Buffer, hash: string): string {
  const digest = createHash(hash).update(certificate).digest();
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), digest]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return createHash('md5')
    .update(Buffer.concat([Buffer.alloc(16), length, data]))
    .digest('hex');
}

async function certificateSignedWith(
  algorithm: webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams,
  hash: string,
): Promise<Buffer> {
  const signingAlgorithm = { ...algorithm, hash };
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({ name: 'CN=x', keys, signingAlgorithm });
  return Buffer.from(certificate.rawData);
}

const rsa = (hash: string): webcrypto.RsaHashedKeyGenParams => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash,
});
const ec: webcrypto.EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

describe('channelBinding', () => {
  it('of a certificate signed with ECDSA and SHA-256', () => {
    const { raw } = new X509Certificate(SERVER_CERTIFICATE);
    expect(channelBinding(raw).toString('hex')).toBe(expected(raw, 'sha256'));
  });

  it.each([
    [rsa('SHA-1'), 'SHA-1', 'sha256'],
    [rsa('SHA-256'), 'SHA-256', 'sha256'],
    [rsa('SHA-384'), 'SHA-384', 'sha384'],
    [rsa('SHA-512'), 'SHA-512', 'sha512'],
    [ec, 'SHA-384', 'sha384'],
    [ec, 'SHA-512', 'sha512'],
  ] as const)('of a certificate signed with %o and %s is made with %s', async (algorithm, signed, hash) => {
    const certificate = await certificateSignedWith(algorithm, signed);
    expect(channelBinding(certificate).toString('hex')).toBe(expected(certificate, hash));
  });
});
