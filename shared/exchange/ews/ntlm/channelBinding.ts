// The channel binding token of a TLS connection (RFC 5929 section 4, tls-server-end-point) as NTLM carries it: without it
// a server with Extended Protection `Require` refuses every password.
import { createHash } from 'node:crypto';

/** By the algorithm that signed the certificate; MD5 and SHA-1 count as SHA-256, and so do those without a hash. */
const HASHES: readonly (readonly [oid: string, hash: string])[] = [
  ['2a864886f70d01010c', 'sha384'], // sha384WithRSAEncryption
  ['2a864886f70d01010d', 'sha512'], // sha512WithRSAEncryption
  ['2a8648ce3d040303', 'sha384'], // ecdsa-with-SHA384
  ['2a8648ce3d040304', 'sha512'], // ecdsa-with-SHA512
];

/** MsvAvChannelBindings ([MS-NLMP] section 2.2.2.1) of a server's certificate in DER. */
export function channelBinding(certificate: Buffer): Buffer {
  const hash = createHash(hashOf(certificate)).update(certificate).digest();
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), hash]);
  // gss_channel_bindings_struct without addresses: RFC 4121 section 4.1.1.2.
  const bindings = Buffer.alloc(20);
  bindings.writeUInt32LE(data.length, 16);
  return createHash('md5').update(bindings).update(data).digest();
}

/** The certificate's signatureAlgorithm follows the part that is signed (RFC 5280 section 4.1). */
function hashOf(certificate: Buffer): string {
  const signed = elementAt(certificate, elementAt(certificate, 0).begin);
  const oid = elementAt(certificate, elementAt(certificate, signed.end).begin);
  const hex = certificate.subarray(oid.begin, oid.end).toString('hex');
  return HASHES.find(([known]) => known === hex)?.[1] ?? 'sha256';
}

/** Where the content of a DER element begins and ends. */
function elementAt(bytes: Buffer, at: number): { readonly begin: number; readonly end: number } {
  const first = bytes[at + 1] ?? 0;
  const long = first > 0x80 && first <= 0x84 ? first - 0x80 : 0;
  const begin = at + 2 + long;
  const length = long === 0 ? first : bytes.subarray(at + 2, begin).reduce((sum, byte) => sum * 256 + byte, 0);
  return { begin, end: begin + length };
}
