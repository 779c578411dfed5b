import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { reachTls } from '../../../shared/exchange/ews/http/reach.ts';
import { createAddressRule } from '../../../shared/net/address.ts';
import { isCertificate, publicKeyPinOf, trustedCertificates } from '../../../shared/net/certificates.ts';
import { createHttpsClient } from '../../../shared/net/client.ts';
import { CA_CERTIFICATE, SERVER_CERTIFICATE } from '../exchange/ews/loopbackIdentity.ts';
import { answer, LOOPBACK, scriptedExchange } from '../exchange/ews/scriptedExchange.ts';

const PIN = publicKeyPinOf(SERVER_CERTIFICATE);
const OTHER_PIN = publicKeyPinOf(CA_CERTIFICATE);

describe('publicKeyPinOf', () => {
  it('is the SHA-256 of the key alone, so that a renewed certificate with the same key keeps it', () => {
    const key = new X509Certificate(SERVER_CERTIFICATE).publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const der = Buffer.from(key.replace(/-----.*-----|\n/g, ''), 'base64');
    expect(PIN).toBe(createHash('sha256').update(der).digest('base64'));
    expect(publicKeyPinOf(new X509Certificate(SERVER_CERTIFICATE).raw)).toBe(PIN);
  });
});

describe('isCertificate', () => {
  it('is a certificate in PEM and nothing else', () => {
    expect([CA_CERTIFICATE, '', 'PEM'].map(isCertificate)).toEqual([true, false, false]);
  });
});

describe('trustedCertificates', () => {
  it('parses a CA once, and never trusts it for a connection with another one or none', () => {
    const trusted = trustedCertificates(CA_CERTIFICATE);
    expect(trustedCertificates(CA_CERTIFICATE)).toBe(trusted);
    for (const other of [SERVER_CERTIFICATE, 'PEM', undefined]) expect(trustedCertificates(other)).not.toBe(trusted);
  });
});

/** The outcome of a request to a server under this pin and CA. */
async function posted(trust: { publicKeyPin?: string; caCertificate?: string }) {
  const server = await scriptedExchange(answer('x'));
  const rule = createAddressRule(LOOPBACK);
  const client = createHttpsClient({ rule, timeoutMs: 5_000, connectionsMax: 1, answerBytesMax: 1_000, ...trust });
  onTestFinished(() => client.close());
  const url = new URL(server.url);
  const request = { url, method: 'POST', headers: {}, body: 'secret' } as const;
  const results = [await client.send(request), await client.send(request)];
  const reached = await reachTls({ url, rule, timeoutMs: 5_000, ...trust });
  return { results, reached, asked: server.asked.length };
}

describe('tlsOptionsOf', () => {
  it('the pinned key is accepted', async () => {
    const { results, reached } = await posted({ publicKeyPin: PIN, caCertificate: CA_CERTIFICATE });
    expect([results.map(({ ok }) => ok), reached]).toEqual([[true, true], undefined]);
  });

  it('another key is refused before anything is sent, though its certificate verifies', async () => {
    const { results, reached, asked } = await posted({ publicKeyPin: OTHER_PIN, caCertificate: CA_CERTIFICATE });
    const fault = { reason: 'pin', code: 'PIN_MISMATCH' };
    expect([results, reached, asked]).toEqual([
      [
        { ok: false, fault },
        { ok: false, fault },
      ],
      fault,
      0,
    ]);
  });

  it('a pin does not replace the CA', async () => {
    const { results, asked } = await posted({ publicKeyPin: PIN });
    expect(results).toMatchObject([{ fault: { reason: 'certificate' } }, { fault: { reason: 'certificate' } }]);
    expect(asked).toBe(0);
  });
});
