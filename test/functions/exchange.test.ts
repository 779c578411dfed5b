// The connection of a company to Exchange.
import { describe, expect, it } from 'vitest';
import { EXCHANGE, newCompany } from '../world/product/acme.ts';
import { appAt } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const { password: _, ...WITHOUT_PASSWORD_OF_SIGN_IN } = EXCHANGE.signIn;
const WITHOUT_PASSWORD = { ...EXCHANGE, signIn: WITHOUT_PASSWORD_OF_SIGN_IN };

describe('PUT exchange', () => {
  it('stores the settings, and shows everything but the password', async () => {
    const { call } = await newCompany();
    const created = await call('PUT', 'exchange', { body: EXCHANGE });
    expect(created).toMatchObject({ status: 201, body: WITHOUT_PASSWORD });
    const read = await call('GET', 'exchange');
    expect(read.body).toEqual(WITHOUT_PASSWORD);
    expect(read.headers.etag).toBe(created.headers.etag);
  });

  it('takes back what GET answered', async () => {
    const { call } = await newCompany();
    await call('PUT', 'exchange', { body: EXCHANGE });
    const { body, headers } = await call('GET', 'exchange');
    const put = await call('PUT', 'exchange', { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(put).toMatchObject({ status: 200, body });
  });

  it('an address of Microsoft 365 is warned of the end of EWS, and what GET answered is taken back', async () => {
    const { call } = await newCompany();
    const url = 'https://outlook.office365.com/EWS/Exchange.asmx';
    const created = await call('PUT', 'exchange', { body: { ...EXCHANGE, url } });
    expect(created).toMatchObject({ status: 201, body: { url, warning: { code: 'ews-ends', daysLeft: 132 } } });
    const { body, headers } = await call('GET', 'exchange');
    expect(body).toEqual(created.body);
    const put = await call('PUT', 'exchange', { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(put).toMatchObject({ status: 200, body });
  });

  it('the stored password is sealed for this company', async () => {
    const { call, company } = await newCompany();
    await call('PUT', 'exchange', { body: EXCHANGE });
    const stored = await app.directory.exchange(company).get();
    expect(stored?.value).toMatchObject({ signIn: { sealedPassword: expect.stringMatching(/^v2\./) } });
    expect(JSON.stringify(stored)).not.toContain(EXCHANGE.signIn.password);
  });

  it('a change needs the version that it changes', async () => {
    const { call } = await newCompany();
    const { headers } = await call('PUT', 'exchange', { body: EXCHANGE });
    const blind = await call('PUT', 'exchange', { body: EXCHANGE });
    expect(blind).toMatchObject({ status: 428, body: { code: 'version-required' } });
    const seen = { 'if-match': headers.etag ?? '' };
    expect((await call('PUT', 'exchange', { body: EXCHANGE, headers: seen })).status).toBe(200);
    const stale = await call('PUT', 'exchange', { body: EXCHANGE, headers: seen });
    expect(stale).toMatchObject({ status: 412, body: { code: 'version-stale' } });
  });

  it('without a password the stored one is kept, for the same server and account only', async () => {
    const { call, company } = await newCompany();
    const { headers } = await call('PUT', 'exchange', { body: EXCHANGE });
    const before = (await app.directory.exchange(company).get())?.value;
    const signIn = before?.kind === 'ews' && before.signIn;
    const seen = { 'if-match': headers.etag ?? '' };
    const elsewhere = { ...WITHOUT_PASSWORD, url: 'https://evil.example/EWS/Exchange.asmx' };
    expect(await call('PUT', 'exchange', { body: elsewhere, headers: seen })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'signIn.password' }] },
    });
    const changed = await call('PUT', 'exchange', {
      body: { ...WITHOUT_PASSWORD, timeZone: 'Europe/Paris' },
      headers: seen,
    });
    expect(changed.status).toBe(200);
    const stored = await app.directory.exchange(company).get();
    expect(stored?.value).toMatchObject({ timeZone: 'Europe/Paris', signIn });
  });

  it.each([
    ['signIn.password', { signIn: WITHOUT_PASSWORD_OF_SIGN_IN }],
    ['url', { url: 'http://mail.example.com/EWS/Exchange.asmx' }],
    ['url', { url: 'https://user@mail.example.com/EWS/Exchange.asmx' }],
    ['url', { url: 'https://mail.example.com/owa' }],
    ['url', { url: 'mail.example.com' }],
    ['url', { url: 'https://mail.example.com/EWS/Exchange.asmx?a=b' }],
    ['url', { url: 'https://mail.example.com/EWS/Exchange.asmx#a' }],
    ['version', { version: 'Exchange2007' }],
    ['calendar', { calendar: { name: 'Work', id: 'x' } }],
    ['publicKeyPin', { publicKeyPin: 'sha256' }],
    ['access', { access: 'owner' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['testMailbox', { testMailbox: 'ada' }],
    ['caCertificate', { caCertificate: 'not a certificate' }],
    ['signIn.account', { signIn: { ...EXCHANGE.signIn, account: '' } }],
    ['signIn.method', { signIn: { ...EXCHANGE.signIn, method: 'digest' } }],
  ])('a wrong %s is refused for its field', async (field, wrong) => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'exchange', { body: { ...EXCHANGE, ...wrong } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    expect((await call('GET', 'exchange')).status).toBe(404);
  });

  it('each field that is missing is said to be so', async () => {
    const { call } = await newCompany();
    const { body } = await call('PUT', 'exchange', { body: {} });
    expect(body.errors).toEqual(
      ['url', 'signIn', 'timeZone', 'testMailbox'].map((field) => ({ field, message: 'is missing' })),
    );
  });
});

describe('POST exchange/test', () => {
  it('says step by step how far it came, and what to do', async () => {
    const { call } = await newCompany();
    await call('PUT', 'exchange', { body: EXCHANGE });
    const { status, body } = await call('POST', 'exchange/test', { body: {} });
    expect(status).toBe(200);
    expect(body.ok).toBe(false);
    const steps = body.steps as { step: string; state: string; problem?: { code: string; action: string } }[];
    expect(steps.filter((step) => step.state === 'failed')).toMatchObject([
      {
        step: 'connect',
        answered: 'ECONNREFUSED',
        problem: { code: 'exchange-unreachable', who: 'exchange-administrator' },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(EXCHANGE.signIn.password);
  });

  it('without settings there is nothing to test', async () => {
    const { call } = await newCompany();
    expect(await call('POST', 'exchange/test', { body: {} })).toMatchObject({
      status: 409,
      body: { code: 'exchange-not-configured' },
    });
  });

  it('a password that was sealed under another ENCRYPTION_KEY is told apart from a wrong one', async () => {
    const { call, company } = await newCompany();
    await call('PUT', 'exchange', { body: EXCHANGE });
    const resource = app.directory.exchange(company);
    const stored = await resource.get();
    const signIn = { method: 'basic', account: 'ACME\\sync', sealedPassword: 'v1.AAAA' } as const;
    if (stored?.value.kind === 'ews') await resource.put({ ...stored.value, signIn }, stored.etag);
    const answer = await call('POST', 'exchange/test', { body: {} });
    expect(answer).toMatchObject({ status: 500, body: { code: 'password-unreadable', who: 'operator' } });
  });
});
