// The form of the connection over EWS: each way to sign in, which stored secrets are kept, what is shown.
import { describe, expect, it } from 'vitest';
import { CA_CERTIFICATE, SERVER_CERTIFICATE, SERVER_KEY } from '../../shared/exchange/ews/loopbackIdentity.ts';
import { EXCHANGE, newCompany } from '../../world/product/acme.ts';
import { appAt } from '../../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const { password: _, ...WITHOUT_PASSWORD_OF_SIGN_IN } = EXCHANGE.signIn;
const WITHOUT_PASSWORD = { ...EXCHANGE, signIn: WITHOUT_PASSWORD_OF_SIGN_IN };

describe('ewsBody', () => {
  it('takes another method for the same account with the stored password, and a calendar, a pin, delegate access', async () => {
    const { call } = await newCompany();
    const { headers } = await call('PUT', 'exchange', { body: EXCHANGE });
    const body = {
      ...WITHOUT_PASSWORD,
      signIn: { method: 'ntlm', account: EXCHANGE.signIn.account },
      access: 'delegate',
      calendar: { name: 'Work' },
      publicKeyPin: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    };
    const put = await call('PUT', 'exchange', { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(put).toMatchObject({ status: 200, body });
  });

  it('says what those who take part in entries get', async () => {
    const { call } = await newCompany();
    const { headers } = await call('PUT', 'exchange', { body: { ...EXCHANGE, participants: 'invitations' } });
    expect((await call('GET', 'exchange')).body.participants).toBe('invitations');
    const body = { ...EXCHANGE, participants: 'everyone' };
    const refused = await call('PUT', 'exchange', { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'participants' }] } });
  });

  describe('with an application that signs in', () => {
    const application = { method: 'oauth', tenant: 'contoso.com', clientId: 'app' };
    const withSecret = { ...application, credential: { kind: 'secret', secret: 'an application secret' } };
    const withCertificate = {
      ...application,
      credential: { kind: 'certificate', certificate: SERVER_CERTIFICATE, privateKey: SERVER_KEY },
    };
    const put = async (signIn: object, more: object = {}) => {
      const company = await newCompany();
      const answer = await company.call('PUT', 'exchange', { body: { ...EXCHANGE, ...more, signIn } });
      return { ...company, answer, seen: { 'if-match': answer.headers.etag ?? '' } };
    };

    it('the secret is sealed and not shown, and Microsoft 365 is where it signs in', async () => {
      const { answer, company } = await put(withSecret);
      expect(answer).toMatchObject({
        status: 201,
        body: {
          signIn: {
            ...application,
            loginUrl: 'https://login.microsoftonline.com',
            resourceUrl: 'https://outlook.office365.com',
            credential: { kind: 'secret' },
          },
        },
      });
      const stored = JSON.stringify(await app.directory.exchange(company).get());
      expect(stored + JSON.stringify(answer.body)).not.toContain('an application secret');
    });

    it('the certificate is shown, its key is not', async () => {
      const { answer, company } = await put(withCertificate);
      expect(answer.body.signIn).toMatchObject({
        credential: { kind: 'certificate', certificate: SERVER_CERTIFICATE },
      });
      const stored = JSON.stringify(await app.directory.exchange(company).get());
      expect(stored + JSON.stringify(answer.body)).not.toContain('PRIVATE KEY');
    });

    it.each([
      ['the secret', withSecret, { credential: { kind: 'secret' } }],
      ['the key', withCertificate, { credential: { kind: 'certificate', certificate: SERVER_CERTIFICATE } }],
    ])('without %s the stored one is kept, for the same application only', async (_, given, without) => {
      const { call, seen } = await put(given);
      const again = (signIn: object) => call('PUT', 'exchange', { body: { ...EXCHANGE, signIn }, headers: seen });
      for (const other of [{ tenant: 'evil.example' }, { loginUrl: 'https://evil.example' }, { clientId: 'other' }]) {
        expect((await again({ ...application, ...without, ...other })).status).toBe(422);
      }
      expect((await again({ ...application, ...without })).status).toBe(200);
    });

    it.each([
      ['signIn.tenant', { tenant: 'a/b' }, {}],
      ['signIn.loginUrl', { loginUrl: 'http://login.microsoftonline.com' }, {}],
      ['signIn.resourceUrl', { resourceUrl: 'https://user@outlook.office365.com' }, {}],
      ['signIn.credential.secret', { credential: { kind: 'secret' } }, {}],
      [
        'signIn.credential.privateKey',
        { credential: { kind: 'certificate', certificate: CA_CERTIFICATE, privateKey: SERVER_KEY } },
        {},
      ],
      [
        'signIn.credential.certificate',
        { credential: { kind: 'certificate', certificate: 'x', privateKey: SERVER_KEY } },
        {},
      ],
      ['access', {}, { access: 'delegate' }],
    ])('a wrong %s is refused for its field', async (field, wrong, more) => {
      const { answer } = await put({ ...withSecret, ...wrong }, more);
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    });
  });
});
