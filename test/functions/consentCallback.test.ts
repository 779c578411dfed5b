// Issue 5, "It shows" 4: each bad consent ends in its own answer and binds nothing. Driven through the pages of the
// local Entra, with a browser's cookies.
import { describe, expect, it } from 'vitest';
import { problems } from '../../shared/problems.ts';
import {
  CLIENT_ID,
  CONTOSO,
  comeBack,
  customer,
  decide,
  FABRIKAM,
  microsoft,
  microsoftApp,
  signIn,
} from '../world/product/microsoft.ts';
import { type Answer, logged } from '../world/product/registered.ts';

const ADMIN = 'admin@example.com';
let ahead = 0;
microsoftApp({}, () => ahead);

/** The code that a page shows. */
const codeOf = ({ page }: Answer): string => /<code>([a-z-]+)<\/code>/.exec(page)?.[1] ?? page;

async function expectNothingBound(call: (method: string, path: string) => Promise<Answer>): Promise<void> {
  expect((await call('GET', 'exchange/consent')).status).toBe(404);
}

describe('GET consent/callback', () => {
  it('an administrator who grants and signs in connects the organisation to the company', async () => {
    const { call, connect } = await customer();
    const page = await connect();
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.page).toContain('Connected to Microsoft 365');
    expect(await call('GET', 'exchange/consent')).toMatchObject({
      status: 200,
      body: { cloud: 'global', tenant: CONTOSO.tenant },
    });
    expect((await call('POST', 'exchange/test', { body: {} })).body).toMatchObject({ ok: true });
  });

  it('granted again, everything stays as it was', async () => {
    const { call, connect } = await customer();
    await connect();
    const before = await call('GET', 'exchange');
    expect((await connect()).status).toBe(200);
    expect((await call('GET', 'exchange')).headers.etag).toBe(before.headers.etag);
    expect((await call('GET', 'exchange/consent')).body.tenant).toBe(CONTOSO.tenant);
  });

  it('declined', async () => {
    const { call, browser, start } = await customer();
    const page = await comeBack(browser, await decide(browser, await start(), { person: ADMIN, decision: 'Decline' }));
    expect([page.status, codeOf(page)]).toEqual([403, 'consent-declined']);
    await expectNothingBound(call);
  });

  it('not an administrator', async () => {
    const { call, browser, start } = await customer();
    const page = await comeBack(browser, await decide(browser, await start(), { person: 'ada@example.com' }));
    expect([page.status, codeOf(page)]).toEqual([403, 'consent-not-administrator']);
    await expectNothingBound(call);
  });

  it('the tenant of another organisation that let the service in, put into the redirect', async () => {
    const { call, browser, start } = await customer({ testMailbox: 'eve@fabrikam.example' });
    microsoft.organisations.grant(FABRIKAM.tenant, CLIENT_ID);
    const back = new URL(await decide(browser, await start(), { person: ADMIN }));
    back.searchParams.set('tenant', FABRIKAM.tenant);
    const granted = await comeBack(browser, back.href);
    const page = await comeBack(browser, await signIn(browser, granted.headers.location ?? ''));
    expect([page.status, codeOf(page)]).toEqual([403, 'consent-of-another-organisation']);
    await expectNothingBound(call);
  });

  it('a redirect that names no organisation', async () => {
    const { call, browser, start } = await customer();
    const back = new URL(await decide(browser, await start(), { person: ADMIN }));
    back.searchParams.set('tenant', '../common');
    expect(codeOf(await comeBack(browser, back.href))).toBe('consent-failed');
    await expectNothingBound(call);
  });

  it('an address that was used before, at either step', async () => {
    const { call, browser, start } = await customer();
    const back = await decide(browser, await start(), { person: ADMIN });
    const granted = await comeBack(browser, back);
    const again = await comeBack(browser, back);
    expect([again.status, codeOf(again)]).toEqual([409, 'consent-used']);
    await expectNothingBound(call);
    const signedIn = await signIn(browser, granted.headers.location ?? '');
    expect((await comeBack(browser, signedIn)).status).toBe(200);
    expect(codeOf(await comeBack(browser, signedIn))).toBe('consent-used');
  });

  it('an older consent than the last that was started', async () => {
    const { call, browser, start } = await customer();
    const first = await start();
    await start();
    expect(codeOf(await comeBack(browser, await decide(browser, first, { person: ADMIN })))).toBe('consent-used');
    await expectNothingBound(call);
  });

  it('after ten minutes, at either step', async () => {
    const { call, browser, start } = await customer();
    const back = await decide(browser, await start(), { person: ADMIN });
    ahead = 9 * 60_000;
    const granted = await comeBack(browser, back);
    ahead = 10 * 60_000;
    const page = await comeBack(browser, await signIn(browser, granted.headers.location ?? ''));
    ahead = 0;
    expect([page.status, codeOf(page)]).toEqual([410, 'consent-expired']);
    await expectNothingBound(call);
  });

  it('a state that we did not sign, and none', async () => {
    const { call, browser, start } = await customer();
    const back = new URL(await decide(browser, await start(), { person: ADMIN }));
    const state = back.searchParams.get('state') ?? '';
    for (const forged of ['', 'x', state.slice(1), `${state}x`, state.replace('.', '..')]) {
      back.searchParams.set('state', forged);
      const page = await comeBack(browser, back.href);
      expect([page.status, codeOf(page)]).toEqual([400, 'consent-state-invalid']);
    }
    await expectNothingBound(call);
  });

  it('another browser than the one that started, with a session of its own or none', async () => {
    const { call, browser, start } = await customer();
    const stranger = await customer();
    await stranger.start();
    const granted = await comeBack(browser, await decide(browser, await start(), { person: ADMIN }));
    const back = await signIn(browser, granted.headers.location ?? '');
    for (const other of [{}, stranger.browser]) {
      const page = await comeBack(other, back);
      expect([page.status, codeOf(page)]).toEqual([403, 'consent-other-session']);
    }
    await expectNothingBound(call);
    await expectNothingBound(stranger.call);
    // The person who began can still end it: a stranger uses nothing up.
    expect((await comeBack(browser, back)).status).toBe(200);
  });

  it('an organisation that another company holds', async () => {
    const holder = await customer();
    await holder.connect();
    const { call, connect } = await customer();
    const page = await connect();
    expect([page.status, codeOf(page)]).toEqual([409, 'consent-organisation-taken']);
    await expectNothingBound(call);
    expect((await holder.call('GET', 'exchange/consent')).body.tenant).toBe(CONTOSO.tenant);
  });

  it('another organisation than the one the company holds, until it lets go of it', async () => {
    const { call, connect } = await customer();
    await connect();
    await call('PUT', 'exchange', {
      body: { ...(await call('GET', 'exchange')).body, testMailbox: 'eve@fabrikam.example' },
      headers: { 'if-match': (await call('GET', 'exchange')).headers.etag ?? '' },
    });
    const page = await connect('admin@fabrikam.example');
    expect([page.status, codeOf(page)]).toEqual([409, 'consent-organisation-changed']);
    expect((await call('GET', 'exchange/consent')).body.tenant).toBe(CONTOSO.tenant);
    await call('DELETE', 'exchange/consent');
    expect((await connect('admin@fabrikam.example')).status).toBe(200);
    expect((await call('GET', 'exchange/consent')).body.tenant).toBe(FABRIKAM.tenant);
  });

  it('without the role, and with it when it has spread', async () => {
    const { call, browser, start } = await customer();
    microsoft.organisations.grant(CONTOSO.tenant, CLIENT_ID, ['Calendars.Read']);
    const granted = await comeBack(browser, await decide(browser, await start(), { person: ADMIN }));
    const page = await comeBack(browser, await signIn(browser, granted.headers.location ?? ''));
    expect([page.status, codeOf(page)]).toEqual([502, 'consent-role-missing']);
    await expectNothingBound(call);
    microsoft.organisations.grant(CONTOSO.tenant, CLIENT_ID);
    expect((await checkAgain(browser, page)).status).toBe(200);
  });

  it('before Microsoft knows of it: the same browser checks again, and then it is there', async () => {
    const { call, browser, start } = await customer();
    microsoft.organisations.spreadAfter(2);
    const granted = await comeBack(browser, await decide(browser, await start(), { person: ADMIN }));
    microsoft.organisations.spreadAfter(0);
    const first = await comeBack(browser, await signIn(browser, granted.headers.location ?? ''));
    expect([first.status, codeOf(first)]).toEqual([503, 'consent-too-early']);
    const second = await checkAgain(browser, first);
    expect(codeOf(second)).toBe('consent-too-early');
    await expectNothingBound(call);
    expect((await checkAgain(browser, second)).status).toBe(200);
  });

  it('a secret that has expired', async () => {
    const { call, browser, start } = await customer();
    microsoft.organisations.expireSecret(CLIENT_ID);
    const granted = await comeBack(browser, await decide(browser, await start(), { person: ADMIN }));
    const page = await comeBack(browser, await signIn(browser, granted.headers.location ?? ''));
    microsoft.organisations.expireSecret(CLIENT_ID, false);
    expect([page.status, codeOf(page)]).toEqual([502, 'application-secret-expired']);
    expect(page.page).toContain('AADSTS7000222');
    await expectNothingBound(call);
  });

  it('a test mailbox that the organisation does not have', async () => {
    const { call, connect } = await customer({ testMailbox: 'nobody@example.com' });
    expect(codeOf(await connect())).toBe('mailbox-not-found');
    await expectNothingBound(call);
  });

  it('an error of Microsoft is shown by its number, and nothing of what the address says reaches the page or the log', async () => {
    const { call, browser, start } = await customer();
    const back = new URL(await decide(browser, await start(), { person: ADMIN }));
    back.searchParams.set('error', '<script>alert(1)</script>');
    back.searchParams.set('error_description', 'AADSTS650052: <img src=x onerror=alert(1)> &"\'');
    const page = await comeBack(browser, back.href);
    expect(codeOf(page)).toBe('consent-failed');
    expect(page.page).toContain('AADSTS650052');
    expect(page.page).not.toMatch(/<script|<img|alert/);
    expect(logged.join()).not.toContain('alert');
    await expectNothingBound(call);
  });

  it('every answer is a page of its own words that no cache keeps and no script runs in', async () => {
    const page = await comeBack({}, 'https://sync.example/?state=x');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.page).toContain(problems['consent-state-invalid'].action);
  });
});

/** The link of a page that asks for patience. */
async function checkAgain(browser: Parameters<typeof comeBack>[0], { page }: Answer): Promise<Answer> {
  const url = /<a class="go" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return comeBack(browser, await signIn(browser, url));
}
