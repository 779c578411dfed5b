// An organisation granted the application and no company holds it. The consent was aborted before its sign-in, or it was
// withdrawn, or an administrator granted it outside this service. An ordinary member then tries to bind it to a company.
import { describe, expect, it } from 'vitest';
import { newCompany } from '../world/product/acme.ts';
import {
  type Browser,
  CLIENT_ID,
  CONTOSO,
  type Customer,
  comeBack,
  customer,
  decide,
  microsoft,
  microsoftApp,
  REDIRECT,
  signIn,
} from '../world/product/microsoft.ts';
import type { Answer } from '../world/product/registered.ts';

const ADMIN = 'admin@example.com';
const MEMBER = 'ada@example.com';
microsoftApp();

/** The problem of a page, or of an answer in JSON; `bound` without one. */
function outcomeOf({ status, page, body }: Answer): string {
  if (status === 200) return 'bound';
  return String(body.code ?? /<code>([a-z-]+)<\/code>/.exec(page)?.[1]);
}

const isBound = async ({ call }: Pick<Customer, 'call'>): Promise<boolean> =>
  (await call('GET', 'exchange/consent')).status === 200;

/** The attacker skips the page of the grant: the address that Microsoft would send the browser to is written by hand. */
async function skipGrant(attacker: Customer): Promise<string> {
  const state = new URL(await attacker.start()).searchParams.get('state') ?? '';
  return `${REDIRECT}?${new URLSearchParams({ state, admin_consent: 'True', tenant: CONTOSO.tenant })}`;
}

/** The address after the sign-in of `person`, in a browser of that person. */
async function signInAs(attacker: Customer, person: string): Promise<string> {
  const granted = await comeBack(attacker.browser, await skipGrant(attacker));
  return signIn({}, granted.headers.location ?? '', person);
}

const finishByKey = ({ call }: Customer, address: string): Promise<Answer> =>
  call('POST', 'exchange/consent/finish', { body: { address } });

const finishInBrowser = ({ browser }: Customer, address: string): Promise<Answer> => comeBack(browser, address);

/** An organisation has granted the application, and no company holds it. */
const BEFORE: Readonly<Record<string, () => Promise<void>>> = {
  async 'granted outside this service'() {
    microsoft.organisations.grant(CONTOSO.tenant, CLIENT_ID);
  },
  async 'whose administrator ended a consent after the grant'() {
    const victim = await customer();
    await comeBack(victim.browser, await decide(victim.browser, await victim.start(), { person: ADMIN }));
  },
  async 'that its company released'() {
    const victim = await customer();
    await victim.connect();
    await victim.call('DELETE', 'exchange/consent');
  },
};

/** A company of a stranger. Made first, because a new customer takes the grants of the one before back. */
async function attackOn(before: string): Promise<Customer> {
  const attacker = await customer();
  await BEFORE[before]?.();
  return attacker;
}

describe.each(Object.keys(BEFORE))('an organisation %s', (before) => {
  it.each([
    ['an ordinary member', MEMBER],
    ['an Exchange Administrator', 'exchange@example.com'],
  ])('is not bound by %s, in the browser or by API key', async (_, person) => {
    const attacker = await attackOn(before);
    const byBrowser = await finishInBrowser(attacker, await signInAs(attacker, person));
    expect(outcomeOf(byBrowser)).toBe('consent-not-administrator');
    const byKey = await finishByKey(attacker, await signInAs(attacker, person));
    expect([byKey.status, outcomeOf(byKey)]).toEqual([403, 'consent-not-administrator']);
    expect(await isBound(attacker)).toBe(false);
  });

  it('is bound by its administrator, in the browser or by API key', async () => {
    const attacker = await attackOn(before);
    expect(outcomeOf(await finishByKey(attacker, await signInAs(attacker, ADMIN)))).toBe('bound');
    await attacker.call('DELETE', 'exchange/consent');
    const applications = await signInAs(attacker, 'applications@example.com');
    expect(outcomeOf(await finishInBrowser(attacker, applications))).toBe('bound');
    expect(await isBound(attacker)).toBe(true);
  });
});

describe('the sign-in of an administrator', () => {
  it('is of no use to the company that sent the address, unless the administrator hands the answer over', async () => {
    const attacker = await attackOn('granted outside this service');
    const address = await signInAs(attacker, ADMIN);
    const inBrowserOfAdministrator: Browser = {};
    expect(outcomeOf(await comeBack(inBrowserOfAdministrator, address))).toBe('consent-other-session');
    expect(await isBound(attacker)).toBe(false);
  });

  it('is used once, and only by the company whose state it has', async () => {
    const company = await attackOn('granted outside this service');
    const stranger = { ...(await newCompany()), browser: {} };
    const address = await signInAs(company, ADMIN);
    const byStranger = await stranger.call('POST', 'exchange/consent/finish', { body: { address } });
    expect(outcomeOf(byStranger)).toBe('consent-other-session');
    expect(outcomeOf(await finishByKey(company, address))).toBe('bound');
    await company.call('DELETE', 'exchange/consent');
    expect(outcomeOf(await finishByKey(company, address))).toBe('consent-used');
    expect(await isBound(stranger)).toBe(false);
    expect(await isBound(company)).toBe(false);
  });

  it('is worth nothing in the attempt of another company: its code needs the verifier of its own', async () => {
    const company = await attackOn('granted outside this service');
    const attacker = await newCustomerBeside();
    const code = new URL(await signInAs(company, ADMIN)).searchParams.get('code') ?? '';
    const own = new URL(await signInAs(attacker, MEMBER));
    own.searchParams.set('code', code);
    const answer = await finishByKey(attacker, own.href);
    expect([outcomeOf(answer), answer.body.detail]).toEqual([
      'consent-code-refused',
      expect.stringContaining('AADSTS501481'),
    ]);
    expect(await isBound(attacker)).toBe(false);
    expect(await isBound(company)).toBe(false);
  });
});

/** A second company, without taking back what is granted. */
async function newCustomerBeside(): Promise<Customer> {
  const attacker = await customer();
  microsoft.organisations.grant(CONTOSO.tenant, CLIENT_ID);
  return attacker;
}
