// A company on its way through Microsoft's pages. There are the local Entra and Graph with two organisations, and an
// operator's application that they can let in. A browser goes where it is sent.
import { randomUUID } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { afterAll, onTestFinished } from 'vitest';
import type { Organisation } from '../../../local/exchange/entra/organisations.ts';
import { type LocalExchange, startExchange } from '../../../local/exchange/server.ts';
import type { App } from '../../../shared/app/app.ts';
import type { Config } from '../../../shared/config.ts';
import { systemClock } from '../../../shared/seams.ts';
import { type Acme, newCompany } from './acme.ts';
import { type Answer, appAt, send } from './registered.ts';

/** Test files share the tables: an organisation of one is none of another. */
export const CONTOSO: Organisation = {
  tenant: randomUUID(),
  domains: ['example.com'],
  people: [
    { name: 'admin@example.com', roles: ['Global Administrator'] },
    { name: 'applications@example.com', roles: ['Application Administrator'] },
    { name: 'exchange@example.com', roles: ['Exchange Administrator'] },
    { name: 'ada@example.com', roles: [] },
  ],
};
export const FABRIKAM: Organisation = {
  tenant: randomUUID(),
  domains: ['fabrikam.example'],
  people: [{ name: 'admin@fabrikam.example', roles: ['Global Administrator'] }],
};
export const CLIENT_ID = '66666666-7777-4888-8999-000000000000';
const SECRET = 'the secret of the operator';
export const REDIRECT = 'https://sync.example/api/consent/callback';
export const GRAPH = { kind: 'graph', cloud: 'global', timeZone: 'Europe/Helsinki', testMailbox: 'ada@example.com' };

/** The account that signs in over EWS, as long as Microsoft 365 lets it in. */
export const SERVICE_ACCOUNT = {
  name: 'EXAMPLE\\svc-sync',
  password: 'a password of these tests',
  impersonates: 'all',
} as const;

export const microsoft: LocalExchange = await startExchange({
  mailboxes: ['ada@example.com', 'eve@fabrikam.example'],
  accounts: [SERVICE_ACCOUNT],
  organisations: [CONTOSO, FABRIKAM],
  registrations: [
    {
      clientId: CLIENT_ID,
      secret: SECRET,
      roles: ['Calendars.ReadWrite'],
      redirectUris: [REDIRECT],
      groupClaims: 'DirectoryRole',
    },
  ],
  clock: systemClock,
});
afterAll(() => microsoft.close());

const settings: Partial<Config> = {
  microsoft: {
    cloud: 'global',
    clientId: CLIENT_ID,
    credential: { kind: 'secret', secret: SECRET },
    redirectUrl: REDIRECT,
  },
  localMicrosoft: { url: new URL(microsoft.url).origin, caCertificate: microsoft.caCertificate },
};

/** Every function works with this app from now on. Its clock is ahead of the machine's by what `ahead` says. */
export function microsoftApp(changes: Partial<Config> = {}, ahead: () => number = () => 0): App {
  return appAt(() => systemClock() + ahead(), { ...settings, ...changes });
}

/** The cookies that a browser keeps: our cookie and Entra's. */
export interface Browser {
  ours?: string;
  entras?: string;
}

interface Sent {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** One request to a page of Entra, as the browser. */
function visit(browser: Browser, address: string, form?: Readonly<Record<string, string>>): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: browser.entras ?? '', 'content-type': 'application/x-www-form-urlencoded' };
    const options = { method: form ? 'POST' : 'GET', headers, ca: microsoft.caCertificate, agent: false } as const;
    const asked = httpsRequest(new URL(address), options, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      answer.on('end', () => {
        const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
        if (cookie) browser.entras = cookie;
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '', text });
      });
    });
    asked.on('error', reject);
    asked.end(form && new URLSearchParams(form).toString());
  });
}

/** Microsoft's consent page, where `person` decides. Answers the address that the browser is sent back to. */
export async function decide(
  browser: Browser,
  url: string,
  choice: { readonly person: string; readonly decision?: 'Accept' | 'Decline' },
): Promise<string> {
  return (await visit(browser, url, { decision: 'Accept', ...choice })).location;
}

/** Microsoft's sign-in page: with Entra's cookie it asks nothing; as `person` who is named it does. */
export async function signIn(browser: Browser, url: string, person?: string): Promise<string> {
  return (await visit(browser, url, person === undefined ? undefined : { person })).location;
}

/** The browser follows a redirect to us. */
export function comeBack(browser: Browser, address: string): Promise<Answer> {
  const headers: Record<string, string> = browser.ours === undefined ? {} : { cookie: `theme=dark; ${browser.ours}` };
  return send('GET', `consent/callback${new URL(address).search}`, { headers });
}

export interface Customer extends Acme {
  readonly browser: Browser;
  /** Microsoft's address, after a start in this browser. */
  readonly start: () => Promise<string>;
  /** The whole way, in one browser. */
  readonly connect: (person?: string) => Promise<Answer>;
}

/** A company with a connection over Graph, which waits for the consent. Nothing is granted when the test has ended. */
export async function customer(changes: object = {}): Promise<Customer> {
  for (const { tenant } of [CONTOSO, FABRIKAM]) microsoft.organisations.withdraw(tenant, CLIENT_ID);
  const acme = await newCompany();
  onTestFinished(async () => {
    await acme.call('DELETE', 'exchange/consent');
  });
  await acme.call('PUT', 'exchange', { body: { ...GRAPH, ...changes } });
  const browser: Browser = {};
  const start = async (): Promise<string> => {
    const started = await acme.call('POST', 'exchange/consent');
    const [cookie] = started.cookies;
    if (cookie) browser.ours = `${cookie.name}=${cookie.value}`;
    return String(started.body.url);
  };
  const connect = async (person = 'admin@example.com'): Promise<Answer> => {
    const granted = await comeBack(browser, await decide(browser, await start(), { person }));
    return comeBack(browser, await signIn(browser, granted.headers.location ?? ''));
  };
  return { ...acme, browser, start, connect };
}
